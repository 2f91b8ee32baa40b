using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A sentence that is true or false now. Those over history are sentences of metric first-order temporal logic (design rule 12).</summary>
public abstract record Condition;

public sealed record Always : Condition;

public sealed record Not(Condition Of) : Condition;

public sealed record And(ImmutableArray<Condition> Of) : Condition;

public sealed record Or(ImmutableArray<Condition> Of) : Condition;

/// <summary>In force as a whole (Who null) or for all of Who, whether or not its operation is suspended (VCLT arts 57, 72).</summary>
public sealed record IsInForce(int Agreement, ActorSet? Who) : Condition
{
    /// <summary>"for any Guarantor": one of Who suffices.</summary>
    public bool ForAny { get; init; }

    /// <summary>"is suspended": in force, and its operation is suspended; as a whole: for all for whom it is in force.</summary>
    public bool ButSuspended { get; init; }
}

/// <summary>Has entered into force at some time (latched, design rule 10: "once").</summary>
public sealed record HasBeenInForce(int Agreement, ActorSet? Who) : Condition;

public sealed record StateHolds(int Term) : Condition;

/// <summary>The latest completed instance of the decision had that outcome, or one with it exists in this instance's root; SameInstance: only the latter.</summary>
public sealed record WasDecided(int Decision, DecisionOutcome Outcome, bool SameInstance) : Condition;

/// <summary>Some instance of the clause under the same root (or any root) is in one of these states now.</summary>
public sealed record NormIs(int Clause, NormState State, bool SameInstance) : Condition
{
    /// <summary>"is breached by it": only as borne by one of these; null: by anybody.</summary>
    public ActorSet? By { get; init; }
}

/// <summary>A quantity summed by stage (over By, null: all) compared with an amount.</summary>
public sealed record QuantityIs(int Term, QuantityStage Stage, ActorSet? By, Comparison Comparison, decimal Amount)
    : Condition;

/// <summary>How many of the actors in the set satisfy: "if at least three Guarantors are in force".</summary>
public sealed record CountOfActors(ActorSet Set, Comparison Comparison, int Count) : Condition;

/// <summary>
/// Occasions in a window ending now, compared with a count; the window is [now − Window, now], closed, or since the last occasion of Since (inclusive), or the whole history when both are null.
/// GroupBy: the attribute whose values are counted apart ("in one sector"): true when one value reaches the count.
/// "At some time in the last 30 days" is at least 1; "for 60 days without" is at most 0 with the window wholly inside the life of the agreement.
/// </summary>
public sealed record OccasionCount(
    Trigger Of,
    Period? Window,
    Trigger? Since,
    string? GroupBy,
    Comparison Comparison,
    int Count,
    bool WindowMustBeFull
) : Condition;

/// <summary>Left has held at every moment since an occasion of Since, which has happened: "since ratification".</summary>
public sealed record HeldSince(Condition Left, Trigger Since) : Condition;

/// <summary>Has held without interruption for the length now ending.</summary>
public sealed record HeldFor(Condition Of, Period Length) : Condition;

/// <summary>It is before / at or after an instant (UTC ms).</summary>
public sealed record ClockIs(bool AtOrAfter, long At) : Condition;

/// <summary>An open standard nobody decides. A run takes it as Assumed, and the report says so.</summary>
public sealed record OpenCondition(int Standard, bool Assumed) : Condition;
