using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Parsing;

/// <summary>Holds time points back until no earlier one can come, and hands them on in the order of stamps; equal stamps in the order they came.</summary>
internal sealed class LateBuffer(TemporalMonitor monitor, long horizon)
{
    private readonly PriorityQueue<(long Stamp, List<long> Events), (long Stamp, long Arrival)> _waiting = new();
    private readonly Stack<List<long>> _spare = new();
    private List<long> _open = [];
    private long _arrivals;

    /// <summary>The largest stamp seen.</summary>
    public long Latest { get; private set; } = -Timeline.LargestStamp;

    /// <summary>Stamps below this come too late.</summary>
    public long Earliest => Latest - horizon;

    public void Add(int predicate, ReadOnlySpan<long> arguments)
    {
        _open.Add(predicate);
        _open.Add(arguments.Length);
        foreach (var argument in arguments)
        {
            _open.Add(argument);
        }
    }

    /// <summary>Marks the texts of the events that wait here.</summary>
    public void Mark(TextMarks marks)
    {
        MarkAll(_open);
        foreach (var (item, _) in _waiting.UnorderedItems)
        {
            MarkAll(item.Events);
        }

        void MarkAll(List<long> numbers)
        {
            foreach (var number in numbers)
            {
                marks.Mark(number);
            }
        }
    }

    /// <summary>Forgets the events of the open time point.</summary>
    public void Discard() => _open.Clear();

    public void Complete(long stamp)
    {
        _waiting.Enqueue((stamp, _open), (stamp, _arrivals++));
        _open = _spare.TryPop(out var spare) ? spare : [];
        AdvanceTo(stamp);
    }

    /// <summary>Time has reached a stamp: what lies further back than the horizon is complete.</summary>
    public void AdvanceTo(long stamp)
    {
        Latest = Math.Max(Latest, stamp);
        Release(Earliest);
    }

    /// <summary>Hands on everything.</summary>
    public void End() => Release(long.MaxValue);

    private void Release(long before)
    {
        while (_waiting.TryPeek(out var next, out _) && next.Stamp < before)
        {
            _waiting.Dequeue();
            Deliver(next.Stamp, next.Events);
            next.Events.Clear();
            _spare.Push(next.Events);
        }
    }

    private void Deliver(long stamp, List<long> events)
    {
        var arguments = new long[16];
        for (var at = 0; at < events.Count; )
        {
            var predicate = (int)events[at++];
            var count = (int)events[at++];
            if (arguments.Length < count)
            {
                arguments = new long[count];
            }
            for (var i = 0; i < count; i++)
            {
                arguments[i] = events[at++];
            }
            monitor.History?.Add(predicate, arguments, monitor.Signature.Predicates[predicate].Types, monitor.Texts);
            monitor.Inputs[predicate].Take(ref arguments[0], monitor.Timeline.Count, stamp);
        }
        monitor.CompleteTimePoint(stamp);
    }
}
