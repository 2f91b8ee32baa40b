using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// One change of the machine's state, with its reason. A cheap value: names are resolved on demand by the machine that
/// made it (<see cref="Machine.NormIdOf"/>, <see cref="Machine.NameOf(Bearers)"/>, …).
/// </summary>
public readonly record struct Transition
{
    /// <summary>When it took effect; UTC milliseconds.</summary>
    public required long At { get; init; }
    public required TransitionKind Kind { get; init; }

    /// <summary>A clause, decision, participation rule or term of the agreement, by <see cref="Kind"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Index into Agreement.Agreements of the agreement whose provision changed.</summary>
    public required int Agreement { get; init; }
    public required Bearers Bearer { get; init; }

    /// <summary>Index into <see cref="Machine.Actors"/>, or −1.</summary>
    public required int CounterParty { get; init; }

    /// <summary>In a consequence, who breached the norm above; or −1.</summary>
    public required int Violator { get; init; }

    /// <summary>The occurrence at the root of the chain.</summary>
    public required string Instance { get; init; }

    /// <summary>The value before, of the enumeration that <see cref="Kind"/> calls for.</summary>
    public required byte From { get; init; }
    public required byte To { get; init; }
    public required Rule Rule { get; init; }

    /// <summary>Null where nothing but time or the text itself made it happen.</summary>
    public Cause? Cause { get; init; }
    public Provisions Provisions { get; init; }

    /// <summary>Where a deadline was set or passed: the moment from which it was counted; UTC milliseconds, or null.</summary>
    public long? Anchor { get; init; }

    /// <summary>The deadline itself; UTC milliseconds, or null.</summary>
    public long? Until { get; init; }

    /// <summary>Which of the clause's deadlines decided, or −1.</summary>
    public int Deadline { get; init; }

    public NormState NormFrom => (NormState)From;

    public NormState NormTo => (NormState)To;

    public PowerState PowerFrom => (PowerState)From;

    public PowerState PowerTo => (PowerState)To;

    public DecisionStatus DecisionFrom => new(From);

    public DecisionStatus DecisionTo => new(To);

    public ParticipationStatus ParticipationFrom => (ParticipationStatus)From;

    public ParticipationStatus ParticipationTo => (ParticipationStatus)To;

    /// <summary>The word of outputs for the value before: <c>active</c>, <c>stage 1</c>, <c>in force</c>.</summary>
    public string FromName => StatusNames.Of(Kind, From);

    public string ToName => StatusNames.Of(Kind, To);
}
