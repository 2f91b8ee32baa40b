namespace Foedus.Norms.Events;

/// <summary>
/// One report in an event file: who says that what happened when. Names stand as the author wrote them; the machine
/// matches them with the names of the text.
/// </summary>
public sealed record Event
{
    public required EventType Type { get; init; }

    /// <summary>Together with <see cref="Source"/> it identifies the event.</summary>
    public required string Id { get; init; }

    /// <summary>The author: a party, body or role by its name in the text.</summary>
    public required string Source { get; init; }

    /// <summary>When it happened, claimed by its author; UTC milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>When it was taken down; UTC milliseconds, never before <see cref="Time"/>.</summary>
    public required long RecordedTime { get; init; }

    /// <summary>What several reports of one occurrence share, and what an act or a vote is for.</summary>
    public string? Subject { get; init; }

    /// <summary>The line of the file, from 1; 0 for an event that came from no file.</summary>
    public int Line { get; init; }

    public EventData Data { get; init; } = EventData.None;

    /// <summary>
    /// The order of effect: by time, the clock after everything else of its time, then by author and id, ordinally.
    /// Zero only for an event with itself.
    /// </summary>
    public static int CompareInTime(Event left, Event right)
    {
        var order = left.Time.CompareTo(right.Time);
        if (order == 0)
        {
            order = (left.Type == EventType.ClockReached).CompareTo(right.Type == EventType.ClockReached);
        }
        if (order == 0)
        {
            order = string.CompareOrdinal(left.Source, right.Source);
        }
        return order == 0 ? string.CompareOrdinal(left.Id, right.Id) : order;
    }
}
