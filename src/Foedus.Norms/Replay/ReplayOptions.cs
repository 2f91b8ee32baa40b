using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>How much of the past a replay keeps at hand, and how far it goes.</summary>
public sealed record ReplayOptions
{
    public static ReplayOptions Default { get; } = new();

    /// <summary>Reports of a later time have no effect; UTC milliseconds, or null for all.</summary>
    public long? Until { get; init; }

    /// <summary>
    /// All events so far in their order of arrival, read anew, for a report about a time that is no longer at hand. Null:
    /// the replay keeps every event.
    /// </summary>
    public Func<IEnumerable<Event>>? History { get; init; }

    /// <summary>Events kept at hand at least, where there is a <see cref="History"/>.</summary>
    public int WindowEvents { get; init; } = 1 << 12;

    /// <summary>Events kept at hand at most: all of <see cref="WindowTime"/>, but not more than this many.</summary>
    public int LargestWindowEvents { get; init; } = 1 << 17;

    /// <summary>How far back events are kept at hand, in milliseconds: most late reports are not later than that.</summary>
    public long WindowTime { get; init; } = 48L * 3_600_000;

    /// <summary>Events from one checkpoint to the next: what a late report costs at least.</summary>
    public int CheckpointEvery { get; init; } = 24;
}
