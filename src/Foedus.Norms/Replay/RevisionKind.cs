namespace Foedus.Norms.Replay;

/// <summary>What a late, correcting or retracting report does to a transition that the run had printed or had missed.</summary>
public enum RevisionKind
{
    /// <summary>It was concluded before and does not hold any more.</summary>
    Withdrawn,

    /// <summary>It holds, and was not known before.</summary>
    Added,
}
