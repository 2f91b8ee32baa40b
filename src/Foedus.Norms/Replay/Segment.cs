using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// A stretch of the history in the order of effect: the state at its start, its events, and the transitions they made.
/// </summary>
/// <param name="boundary">An event belongs here when it is not earlier than this one, and earlier than the next segment's; null: since ever.</param>
internal sealed class Segment(Event? boundary, State start)
{
    public Event? Boundary { get; } = boundary;

    public State Start { get; set; } = start;

    public List<Event> Events { get; set; } = [];

    public List<Transition> Transitions { get; set; } = [];

    public bool StartsAfter(Event other) => Boundary is not null && Event.CompareInTime(Boundary, other) > 0;

    /// <summary>Where the event stands or would stand: its index, or the complement of it.</summary>
    public int IndexOf(Event sought)
    {
        var low = 0;
        var high = Events.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Event.CompareInTime(Events[middle], sought);
            if (order == 0)
            {
                return middle;
            }
            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }
        return ~low;
    }
}
