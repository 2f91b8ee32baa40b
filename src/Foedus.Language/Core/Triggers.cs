using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A kind of occasion: each time it happens it opens what rests on it, with an instance root and bound actors.</summary>
public abstract record Trigger;

/// <summary>The entry into force of the clause's agreement for the bearer: the trigger of a clause that names none.</summary>
public sealed record FromEntryIntoForce(int Agreement) : Trigger;

/// <summary>An authorised report of an event, filtered.</summary>
public sealed record OnEvent(int Term, ImmutableArray<AttributeFilter> Filters, ActorSet? Against) : Trigger;

/// <summary>An act performed by one of Actors (null: any authorised actor).</summary>
public sealed record OnAct(int Term, ActorSet? Actors, ActorSet? Toward, ImmutableArray<AttributeFilter> Filters)
    : Trigger;

public sealed record OnDecision(int Decision, DecisionOutcome Outcome) : Trigger;

public enum DecisionOutcome
{
    Yes,
    No,
    Silence,
    Failed,
}

/// <summary>A norm instance of one of the clauses reaches a state: "upon a breach of Article 3(1)" is Violated.</summary>
public sealed record OnNorm(ImmutableArray<int> Clauses, NormState State) : Trigger
{
    /// <summary>"by Russia": only when one of these bears it; null: whoever does.</summary>
    public ActorSet? By { get; init; }
}

public sealed record OnPower(int Clause, PowerState State) : Trigger;

public sealed record OnInstrument(InstrumentKind Kind, int Agreement, ActorSet? By) : Trigger;

/// <summary>Entry into force of an agreement: for the first party / as a whole when For is null, else for each of the set.</summary>
public sealed record OnEntryIntoForce(int Agreement, ActorSet? For) : Trigger;

/// <summary>End of an agreement as a whole (For null) or for a party (its withdrawal took effect).</summary>
public sealed record OnEnd(int Agreement, ActorSet? For) : Trigger;

public sealed record OnState(int Term, bool Begins) : Trigger;

/// <summary>UTC milliseconds.</summary>
public sealed record AtInstant(long At) : Trigger;

/// <summary>A named moment (ClockTerm).</summary>
public sealed record AtClock(int Term) : Trigger;

/// <summary>Offset after another trigger ("at 72 hours from the first breach"; D+30).</summary>
public sealed record After(Trigger Of, Period Offset) : Trigger;

/// <summary>Only the N-th occasion (1-based), counted within a root instance iff PerInstance, else over the agreement's life ("the first breach", "for the third time").</summary>
public sealed record Nth(Trigger Of, int N, bool PerInstance) : Trigger
{
    /// <summary>"the third breach of Article 3 by the same Party": counted apart for each party in breach.</summary>
    public bool PerParty { get; init; }
}

public sealed record AnyOfTriggers(ImmutableArray<Trigger> Triggers) : Trigger;

/// <summary>The moment the condition becomes true (latched: "once"); for each bearer if it depends on the bearer.</summary>
public sealed record OnCondition(Condition Condition) : Trigger;

/// <summary>The bearer itself finds the standard met ("once it has satisfied itself that …"): decision.announced by the bearer with the standard's words as the decision.</summary>
/// <remarks>Upon: the occasion that the bearer judges, when the clause names one; the instance is then rooted there, and a judgment counts only after it.</remarks>
public sealed record OnSelfJudgment(int Standard) : Trigger
{
    public Trigger? Upon { get; init; }
}

/// <summary>Compares an attribute of an event or act.</summary>
public abstract record AttributeFilter(string Attribute);

public sealed record NumberFilter(string Attribute, Comparison Comparison, decimal Value) : AttributeFilter(Attribute);

public sealed record TextFilter(string Attribute, ImmutableArray<string> AnyOf) : AttributeFilter(Attribute);

/// <summary>The place attribute lies in (or, Inside false, outside) the area.</summary>
public sealed record AreaFilter(string Attribute, int Area, bool Inside) : AttributeFilter(Attribute);

public enum Comparison
{
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}
