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
}

/// <param name="Body">The actor that is the body, or −1.</param>
/// <param name="Seats">For a body of unnamed members, how many; otherwise 0.</param>
/// <param name="Who">Who votes, where electors are actors.</param>
internal sealed record StagePlan(Stage Core, int Body, int Seats, ActorSetPlan Who);
