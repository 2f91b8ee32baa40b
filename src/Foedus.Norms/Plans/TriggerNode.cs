using Foedus.Language.Core;

namespace Foedus.Norms;

internal enum NodeKind : byte
{
    Event,
    Act,
    Decision,
    Norm,
    Power,
    Instrument,
    Force,
    End,
    State,
    Instant,
    Clock,
    SelfJudgment,
    Condition,
    After,
    Nth,
    Any,
}

/// <summary>Who wants to know that a trigger happened. In this order they are told.</summary>
internal enum ConsumerKind : byte
{
    SurvivalMark,
    HistoryAnchor,
    HistoryOccasion,
    ClockMoment,
    StateBegin,
    StateEnd,
    DeadlineAnchor,
    DeadlineBefore,
    ClauseUntil,
    SuspensionEnd,
    ProvisionalFrom,
    DurationEnd,
    DecisionOpen,
    ClauseOpen,
}

/// <param name="Index">Clause, decision, rule, term or history condition.</param>
/// <param name="Sub">For a deadline, which of the clause's.</param>
internal readonly record struct Consumer(ConsumerKind Kind, int Index, int Sub);

/// <summary>Which bound actor must be the bearer itself ("upon its ratification").</summary>
[Flags]
internal enum BearerRole : byte
{
    None = 0,
    Against = 1,
    Performer = 2,
    Depositor = 4,
    Party = 8,
}

/// <summary>One node of a trigger. Leaves listen; inner nodes delay, count or join; the root has the consumer.</summary>
internal sealed class TriggerNode
{
    public required int Id { get; init; }
    public required NodeKind Kind { get; init; }
    public required Consumer Consumer { get; init; }
    public TriggerNode? Parent { get; init; }

    /// <summary>Against, performers, depositors or parties that count; null: any.</summary>
    public ActorSetPlan? Who { get; init; }
    public ActorSetPlan? Toward { get; init; }
    public FilterPlan[] Filters { get; init; } = [];

    /// <summary>Outcome, norm state, power state, or 1 for the beginning of a state.</summary>
    public byte Status { get; init; }

    /// <summary>The decision that the text names, whichever stands in its place.</summary>
    public int Decision { get; init; } = -1;

    /// <summary>For an instrument its kind.</summary>
    public InstrumentKind Instrument { get; init; }

    /// <summary>Agreement of an instrument, entry into force or end.</summary>
    public int Agreement { get; init; }

    /// <summary>Whether it is about the agreement as a whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Watch of a trigger by condition.</summary>
    public int Watch { get; set; } = -1;
    public long At { get; init; }
    public Period Offset { get; init; }
    public int N { get; init; }
    public bool IsPerInstance { get; init; }

    /// <summary>Counted apart for each party in breach.</summary>
    public bool IsPerParty { get; init; }

    /// <summary>For a bearer's own finding: it is about an occasion that came before, whose chain it continues.</summary>
    public bool AwaitsOccasion { get; init; }

    /// <summary>Of the whole trigger: which bound actor must be the bearer.</summary>
    public BearerRole BearerRole { get; set; }

    /// <summary>For a history condition that counts apart: by which attribute.</summary>
    public string? GroupBy { get; init; }

    /// <summary>When a moment of it comes: one that ends something comes after the events of its instant, every other before them.</summary>
    public TimerPhase Phase =>
        Consumer.Kind
            is ConsumerKind.StateEnd
                or ConsumerKind.ClauseUntil
                or ConsumerKind.DurationEnd
                or ConsumerKind.SuspensionEnd
            ? TimerPhase.Ending
            : TimerPhase.Moment;

    /// <summary>Whether someone may ask later when it happened.</summary>
    public bool IsRemembered { get; init; }

    public TriggerNode Root
    {
        get
        {
            var node = this;
            while (node.Parent is { } parent)
            {
                node = parent;
            }
            return node;
        }
    }
}
