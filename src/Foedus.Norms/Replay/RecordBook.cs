using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// The corrections and retractions so far, whether their target has arrived or not, and what they leave of an event. The
/// order in which they arrived plays no part: they act in the order of their own times, and a retraction outweighs all
/// corrections unless it is itself retracted by a later one.
/// </summary>
internal sealed class RecordBook
{
    private readonly Dictionary<EventKey, Event> records = [];
    private readonly Dictionary<EventKey, List<Event>> byTarget = [];
    private readonly EventParser parser = new();

    public bool IsEmpty => records.Count == 0;

    /// <summary>All of them, in no order that matters.</summary>
    public IReadOnlyCollection<Event> All => records.Values;

    /// <summary>False when that very record is known already.</summary>
    public bool TryAdd(Event record)
    {
        if (!records.TryAdd(EventKey.Of(record), record))
        {
            return false;
        }
        var target = EventKey.TargetOf(record);
        if (!byTarget.TryGetValue(target, out var about))
        {
            byTarget[target] = about = [];
        }
        var at = about.FindIndex(other => Event.CompareInTime(other, record) > 0);
        about.Insert(at < 0 ? about.Count : at, record);
        return true;
    }

    public void Remove(Event record)
    {
        records.Remove(EventKey.Of(record));
        if (byTarget.TryGetValue(EventKey.TargetOf(record), out var about))
        {
            about.Remove(record);
        }
    }

    /// <summary>The event of the world that the record is about in the end: a retraction may be about a correction.</summary>
    public EventKey WorldTargetOf(Event record)
    {
        var target = EventKey.TargetOf(record);
        // Each step leads to another record; more steps than records would be a circle.
        for (var steps = 0; steps <= records.Count && records.TryGetValue(target, out var above); steps++)
        {
            target = EventKey.TargetOf(above);
        }
        return target;
    }

    /// <summary>Whether anything was said about the event.</summary>
    public bool Concerns(EventKey target) => byTarget.ContainsKey(target);

    /// <summary>What is left of the event: itself, a corrected version, or null where it was retracted.</summary>
    /// <param name="misfit">A correction that does not fit the event's type, with what is wrong; it is passed over.</param>
    public Event? Effective(Event original, out (Event Record, string What)? misfit)
    {
        misfit = null;
        var effective = original;
        if (!byTarget.TryGetValue(EventKey.Of(original), out var about))
        {
            return effective;
        }
        foreach (var record in about)
        {
            if (IsRetracted(record))
            {
                continue;
            }
            if (record.Type == EventType.EventRetracted)
            {
                return null;
            }
            if (parser.TryCorrect(effective, record.Data, out var corrected))
            {
                effective = corrected;
            }
            else
            {
                misfit = (record, parser.Fault.What);
            }
        }
        return effective;
    }

    // Only a retraction later than the record takes it back, so that two cannot take back each other.
    private bool IsRetracted(Event record) =>
        byTarget.TryGetValue(EventKey.Of(record), out var about)
        && about.Exists(other =>
            other.Type == EventType.EventRetracted && Event.CompareInTime(record, other) < 0 && !IsRetracted(other)
        );
}
