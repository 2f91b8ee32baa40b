namespace Foedus.Norms;

/// <summary>A decision being taken.</summary>
internal sealed record DecisionInstance
{
    public required int Decision { get; init; }

    public required Bound Bound { get; init; }

    /// <summary>From 0.</summary>
    public required int Stage { get; init; }

    /// <summary>When the decision was opened: without a subject, votes go to the decision opened earliest.</summary>
    public required long Opened { get; init; }

    public required long StageOpened { get; init; }

    /// <summary><see cref="long.MaxValue"/> when the stage has no limit.</summary>
    public required long Deadline { get; init; }

    public required Ballot Ballot { get; init; }

    /// <summary>Annotation: votes and announcements besides what opened it.</summary>
    public Cause? Cause { get; init; }

    public ulong Hash(long now)
    {
        var hash = new CanonicalHasher();
        hash.Add(Decision);
        hash.Add(Bound.Hash(now));
        hash.Add(Stage);
        hash.Add(RelativeTime.Of(Deadline, now));
        hash.Add(Ballot.Hash());
        return hash.Value;
    }

    public bool SameAs(DecisionInstance other, long now, long otherNow) =>
        Decision == other.Decision
        && Bound.SameAs(other.Bound, now, otherNow)
        && Stage == other.Stage
        && RelativeTime.Of(Deadline, now) == RelativeTime.Of(other.Deadline, otherNow)
        && Ballot.SameAs(other.Ballot);
}
