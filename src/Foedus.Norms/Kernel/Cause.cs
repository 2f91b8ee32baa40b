using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// The events that made something happen, latest first: the report at the root of the chain is the last link. It is an
/// annotation: it never decides anything and is no part of what makes two states equal.
/// </summary>
public sealed record Cause(Event Event, Cause? Before)
{
    /// <summary>The events in the order in which they acted, each once.</summary>
    public IReadOnlyList<Event> InOrder()
    {
        var events = new List<Event>();
        for (var link = this; link is not null; link = link.Before)
        {
            if (!events.Contains(link.Event))
            {
                events.Add(link.Event);
            }
        }
        events.Reverse();
        return events;
    }
}
