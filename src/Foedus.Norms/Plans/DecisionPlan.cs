using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>A decision with everything about it that does not change looked up once.</summary>
internal sealed class DecisionPlan
{
    public required Decision Core { get; init; }
    public ConditionPlan? If { get; init; }
    public required StagePlan[] Stages { get; init; }
    public bool IsRemembered { get; set; }
    public required Provisions Because { get; init; }

    /// <summary>For a delegated standard: the clause that waits for the decision; else −1.</summary>
    public int Delegator { get; init; } = -1;

    /// <summary>The occasion or the condition of the waiting clause tells its bearers apart: the round is about those it concerns.</summary>
    public bool AsksBearers { get; init; }

    /// <summary>Rules by which an amendment puts another decision in this one's place.</summary>
    public int[] ReplacedBy { get; init; } = [];

    /// <summary>Rules by which an amendment brings this decision in.</summary>
    public int[] BroughtBy { get; init; } = [];

    /// <summary>Decisions in whose place this one stands, at any remove.</summary>
    public int[] StandsFor { get; init; } = [];

    /// <summary>Decisions that stand in this one's place, at any remove.</summary>
    public int[] Successors { get; init; } = [];

    public bool IsAmended => ReplacedBy.Length > 0 || BroughtBy.Length > 0;

    /// <summary>The reasons of a round that goes on under a text that has been replaced meanwhile.</summary>
    public required Provisions BecauseBegun { get; init; }
}

/// <param name="Body">The actor that is the body, or −1.</param>
/// <param name="Seats">For a body of unnamed members, how many; otherwise 0.</param>
/// <param name="Who">Who votes, where electors are actors.</param>
internal sealed record StagePlan(Stage Core, int Body, int Seats, ActorSetPlan Who);
