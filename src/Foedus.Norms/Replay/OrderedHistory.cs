using Foedus.Norms.Events;
using Foedus.Norms.Snapshots;

namespace Foedus.Norms.Replay;

/// <summary>
/// The events in the order of effect, with checkpoints, and the run at the end of them. A change of the past is applied
/// from the checkpoint before it, and only as far as it makes a difference: where the state recomputed equals the state
/// that the next checkpoint holds, everything behind stands.
/// </summary>
internal sealed class OrderedHistory
{
    /// <summary>No event: nothing is news because of it.</summary>
    private static readonly Event Silence = new()
    {
        Type = EventType.ClockReached,
        Id = "",
        Source = "",
        Time = long.MinValue,
        RecordedTime = long.MinValue,
    };

    private readonly IReplaySink sink;
    private readonly ReplayOptions options;
    private readonly List<Segment> segments = [];
    private readonly CheckpointList checkpoints;
    private readonly LiveSink live;
    private Run run;
    private Event? last;
    private int eventsAtHand;
    private List<Transition> growing = [];

    // Kept between revisions for their room only.
    private readonly List<Transition> concludedBefore = [];
    private readonly List<Transition> concludedNow = [];
    private readonly TransitionList passed = new();

    public OrderedHistory(Machine machine, IReplaySink sink, ReplayOptions options)
    {
        this.sink = sink;
        this.options = options;
        run = Run.From(machine.Initial);
        checkpoints = new CheckpointList(machine.Initial);
        segments.Add(new Segment(null, machine.Initial));
        live = new LiveSink(sink);
    }

    /// <summary>The state after all events so far.</summary>
    public State State => run.Freeze();

    /// <summary>The latest event by its effect, or null.</summary>
    public Event? Last => last;

    /// <summary>The events at hand, latest first; older ones must be read anew.</summary>
    public IEnumerable<Event> Recent()
    {
        for (var s = segments.Count - 1; s >= 0; s--)
        {
            var events = segments[s].Events;
            for (var i = events.Count - 1; i >= 0; i--)
            {
                yield return events[i];
            }
        }
    }

    /// <summary>The oldest state at hand and the events since: the rest follows from them.</summary>
    internal void Save(SnapshotWriter to)
    {
        StateForm.Write(to, segments[0].Start);
        to.Many(
            segments,
            segment =>
            {
                to.Event(segment.Boundary);
                to.Many(segment.Events, to.Event);
            }
        );
    }

    /// <summary>Takes over what was saved. What the events at hand led to was told before, and is concluded again in silence.</summary>
    internal void Restore(SnapshotReader from, Machine machine)
    {
        run = Run.From(StateForm.Read(from, machine));
        segments.Clear();
        for (var left = from.Small(); left > 0; left--)
        {
            var segment = new Segment(from.OptionalEvent(), run.Freeze());
            segments.Add(segment);
            foreach (var next in from.Many(from.Event))
            {
                TakeQuietly(next, segment, because: Silence);
            }
        }
        UpdateLast();
    }

    /// <summary>Whether the event is later than everything so far.</summary>
    public bool IsInOrder(Event candidate) => last is null || Event.CompareInTime(last, candidate) < 0;

    /// <summary>Whether an event of that very time, author and id is at hand.</summary>
    public bool Holds(Event candidate) => segments[SegmentOf(candidate)].IndexOf(candidate) >= 0;

    /// <summary>Whether the effect of the event belongs to a time that is no longer at hand.</summary>
    public bool IsBeforeWindow(Event changed) => segments[0].StartsAfter(changed);

    public void Append(Event next)
    {
        var open = segments[^1];
        if (open.Events.Count >= options.CheckpointEvery)
        {
            open = OpenBehind(open, next);
            DropOldest();
        }
        open.Events.Add(next);
        eventsAtHand++;
        last = next;
        live.Into(open.Transitions);
        run.Apply(next, live, live);
    }

    /// <summary>The transitions of the open segment grow in one list, of which a segment takes a copy of the right size when it is closed.</summary>
    private Segment OpenBehind(Segment closed, Event next)
    {
        if (ReferenceEquals(closed.Transitions, growing))
        {
            closed.Transitions = [.. growing];
            growing.Clear();
        }
        else
        {
            growing = [];
        }
        var open = new Segment(next, run.Freeze())
        {
            Events = new List<Event>(options.CheckpointEvery),
            Transitions = growing,
        };
        segments.Add(open);
        return open;
    }

    public void Advance(long until)
    {
        live.Into(segments[^1].Transitions);
        run.Advance(until, live);
    }

    /// <summary>Takes an event out of the past, or puts one into it, or both; at least one of them is given, and both are at hand.</summary>
    public void Revise(Event? removed, Event? added, Event because)
    {
        (Run Run, int Events)? begun = null;
        if (removed is null && added is not null && TryInsertIdle(added, because, out begun))
        {
            DropOldest();
            return;
        }
        var isAboutNow = removed is null && added?.Time == last?.Time;
        var first = int.MaxValue;
        var lastTouched = 0;
        if (removed is not null)
        {
            var at = SegmentOf(removed);
            var index = segments[at].IndexOf(removed);
            segments[at].Events.RemoveAt(index);
            eventsAtHand--;
            (first, lastTouched) = (at, at);
        }
        if (added is not null)
        {
            var at = SegmentOf(added);
            segments[at].Events.Insert(~segments[at].IndexOf(added), added);
            eventsAtHand++;
            (first, lastTouched) = (Math.Min(first, at), Math.Max(lastTouched, at));
        }
        Recompute(first, lastTouched, because, isAboutNow, begun);
        DropOldest();
        UpdateLast();
    }

    /// <summary>Begins anew from the last checkpoint before the change, for a change of a time that is no longer at hand.</summary>
    /// <param name="events">All events of the history as the change leaves it, in the order of effect.</param>
    public void Rebuild(List<Event> events, Event? removed, Event? added, Event because)
    {
        var changed = Earlier(removed, added);
        var start = checkpoints.CutBefore(changed);
        var from = start.Boundary is { } boundary
            ? events.FindIndex(candidate => Event.CompareInTime(candidate, boundary) >= 0)
            : 0;
        events = from < 0 ? [] : events[from..];

        var before = new TransitionList();
        var old = Run.From(start.State);
        foreach (var earlier in WithoutChange(events, removed, added))
        {
            old.Apply(earlier, before);
        }

        var after = new List<Transition>();
        run = Run.From(start.State);
        segments.Clear();
        segments.Add(new Segment(start.Boundary, start.State));
        eventsAtHand = 0;
        foreach (var @event in events)
        {
            if (AppendQuietly(@event, because) is { } closed)
            {
                after.AddRange(closed.Transitions);
                DropOldest();
            }
        }
        after.AddRange(segments[^1].Transitions);
        UpdateLast();
        TransitionDifference.Report(before.Transitions, after, because, isAboutNow: false, sink);
    }

    /// <summary>Appends an event whose conclusions are known; gives the segment that it closed, if it did.</summary>
    private Segment? AppendQuietly(Event next, Event because)
    {
        Segment? closed = null;
        var open = segments[^1];
        if (open.Events.Count >= options.CheckpointEvery)
        {
            closed = open;
            open = new Segment(next, run.Freeze());
            segments.Add(open);
        }
        TakeQuietly(next, open, because);
        return closed;
    }

    private void TakeQuietly(Event next, Segment open, Event because)
    {
        open.Events.Add(next);
        eventsAtHand++;
        live.QuietlyInto(open.Transitions, because);
        run.Apply(next, live, live);
    }

    /// <summary>
    /// Most late reports say again what is known, or serve nothing. Where the event leaves the state before it as it is,
    /// everything behind it stands, and it only takes its place among the events.
    /// </summary>
    /// <param name="begun">Where it does not: the run of its segment up to and with it, whose transitions are those <see cref="passed"/>, and how many events that were.</param>
    private bool TryInsertIdle(Event added, Event because, out (Run Run, int Events)? begun)
    {
        begun = null;
        var segment = segments[SegmentOf(added)];
        if (segment.Events.Count >= 2 * options.CheckpointEvery)
        {
            return false;
        }
        var place = ~segment.IndexOf(added);
        passed.Clear();
        var again = Run.From(segment.Start);
        for (var i = 0; i < place; i++)
        {
            again.Apply(segment.Events[i], passed);
        }
        var before = again.Freeze();
        var transitions = passed.Transitions.Count;
        again.Apply(added, passed, passed);
        var isIdle = passed.Transitions.Count == transitions && ExactForm.IsUntouched(before, again.Freeze());
        foreach (var notice in passed.Notices)
        {
            if (isIdle || ReferenceEquals(notice.Event, because))
            {
                sink.Note(notice);
            }
        }
        if (!isIdle)
        {
            begun = (again, place + 1);
            return false;
        }
        segment.Events.Insert(place, added);
        eventsAtHand++;
        UpdateLast();
        return true;
    }

    private static Event Earlier(Event? one, Event? other)
    {
        if (one is null || other is null)
        {
            return one ?? other ?? throw new ArgumentException("Nothing was changed.", nameof(one));
        }
        return Event.CompareInTime(one, other) < 0 ? one : other;
    }

    private static List<Event> WithoutChange(List<Event> events, Event? removed, Event? added)
    {
        var old = new List<Event>(events.Count + 1);
        foreach (var @event in events)
        {
            if (removed is not null && Event.CompareInTime(removed, @event) < 0)
            {
                old.Add(removed);
                removed = null;
            }
            if (!ReferenceEquals(@event, added))
            {
                old.Add(@event);
            }
        }
        if (removed is not null)
        {
            old.Add(removed);
        }
        return old;
    }

    /// <param name="begun">The run of the first segment over so many of its events, if it was begun; its transitions are those <see cref="passed"/>.</param>
    private void Recompute(int first, int lastTouched, Event because, bool isAboutNow, (Run Run, int Events)? begun)
    {
        concludedBefore.Clear();
        concludedNow.Clear();
        for (var at = first; ; at++)
        {
            if (segments[at].Events.Count > 2 * options.CheckpointEvery)
            {
                Split(at);
                lastTouched = Math.Max(lastTouched, at) + 1;
            }
            var segment = segments[at];
            concludedBefore.AddRange(segment.Transitions);
            var (again, done) = begun ?? (Run.From(segment.Start), 0);
            var transitions = new List<Transition>(segment.Transitions.Count);
            if (begun is not null)
            {
                transitions.AddRange(passed.Transitions);
                begun = null;
            }
            segment.Transitions = transitions;
            live.QuietlyInto(segment.Transitions, because);
            for (var i = done; i < segment.Events.Count; i++)
            {
                again.Apply(segment.Events[i], live, live);
            }
            concludedNow.AddRange(segment.Transitions);
            if (at == segments.Count - 1)
            {
                run = again;
                break;
            }
            var state = again.Freeze();
            var next = segments[at + 1];
            if (at >= lastTouched && ExactForm.AreEqual(state, next.Start))
            {
                break;
            }
            next.Start = state;
        }
        TransitionDifference.Report(concludedBefore, concludedNow, because, isAboutNow, sink);
    }

    /// <summary>The second half's start is set when the first half has been recomputed, as <see cref="Recompute"/> does.</summary>
    private void Split(int at)
    {
        var whole = segments[at];
        var half = whole.Events.Count / 2;
        var second = new Segment(whole.Events[half], whole.Start) { Events = whole.Events[half..] };
        whole.Events.RemoveRange(half, whole.Events.Count - half);
        segments.Insert(at + 1, second);
    }

    private int SegmentOf(Event sought)
    {
        var low = 0;
        var high = segments.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (segments[middle].StartsAfter(sought))
            {
                high = middle - 1;
            }
            else
            {
                low = middle;
            }
        }
        return low;
    }

    private void DropOldest()
    {
        // An eighth at a time, so that the list is not shifted for each segment.
        var spare = options.WindowEvents / 8;
        if (options.History is null || !IsDispensable(0, options.WindowEvents))
        {
            return;
        }
        var dropped = 0;
        while (dropped < segments.Count - 1 && IsDispensable(dropped, options.WindowEvents - spare))
        {
            var segment = segments[dropped++];
            eventsAtHand -= segment.Events.Count;
            if (dropped % 64 == 1)
            {
                checkpoints.Add(new Checkpoint(segment.Boundary, segment.Start));
            }
        }
        segments.RemoveRange(0, dropped);
    }

    private bool IsDispensable(int at, int eventsToKeep) =>
        at < segments.Count - 1
        && eventsAtHand > eventsToKeep
        && (
            eventsAtHand > options.LargestWindowEvents
            || (last is not null && segments[at + 1].Boundary is { } next && next.Time < last.Time - options.WindowTime)
        );

    private void UpdateLast()
    {
        last = null;
        for (var s = segments.Count - 1; s >= 0 && last is null; s--)
        {
            last = segments[s].Events.Count > 0 ? segments[s].Events[^1] : null;
        }
    }

    /// <summary>Keeps transitions with their segment; passes them on at once only while the history grows at its end.</summary>
    private sealed class LiveSink(IReplaySink sink) : ITransitionSink, INoticeSink
    {
        private List<Transition> target = [];
        private Event? because;

        public void Into(List<Transition> transitions)
        {
            target = transitions;
            because = null;
        }

        /// <summary>What is recomputed has been told already; only notices about the late report itself are news.</summary>
        public void QuietlyInto(List<Transition> transitions, Event late)
        {
            target = transitions;
            because = late;
        }

        public void Add(in Transition transition)
        {
            target.Add(transition);
            if (because is null)
            {
                sink.Add(transition);
            }
        }

        public void Add(in Notice notice)
        {
            if (because is null || ReferenceEquals(notice.Event, because))
            {
                sink.Note(notice);
            }
        }
    }
}
