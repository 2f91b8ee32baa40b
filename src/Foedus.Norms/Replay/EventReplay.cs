using Foedus.Language.Core;
using Foedus.Norms.Events;
using Foedus.Norms.Snapshots;

namespace Foedus.Norms.Replay;

/// <summary>
/// Takes events in the order of their arrival and lets them act in the order of their times. A report about the past
/// revises: what stands afterwards is what a run over the same reports in order would have concluded, and the sink is told
/// what was withdrawn and what was added.
/// </summary>
public sealed class EventReplay
{
    private readonly Machine machine;
    private readonly IReplaySink sink;
    private readonly ReplayOptions options;
    private readonly OrderedHistory history;
    private readonly RecordBook records = new();
    private readonly string depositary;

    /// <summary>As they were reported: events that records concern, and so no longer stand in the history themselves.</summary>
    private readonly Dictionary<EventKey, Event> originals = [];
    private long arrivals;

    public EventReplay(Machine machine, IReplaySink sink, ReplayOptions options)
    {
        this.machine = machine;
        this.sink = sink;
        this.options = options;
        history = new OrderedHistory(machine, sink, options);
        depositary =
            machine.Agreement.Participation.OfType<DepositaryRule>().FirstOrDefault(rule => rule.Agreement == 0)?.Name
            ?? "Depositary";
    }

    public Machine Machine => machine;

    /// <summary>The state after all events so far.</summary>
    public State State => history.State;

    /// <summary>The time of the latest event, UTC milliseconds; null before any.</summary>
    public long? LatestTime => history.Last?.Time;

    /// <summary>What acts after all corrections, in the order of effect; whole where there is no <see cref="ReplayOptions.History"/>.</summary>
    internal IReadOnlyList<Event> Effective => [.. history.Recent().Reverse()];

    /// <summary>What a later process needs to go on from here, with the same events to read anew.</summary>
    internal void Save(SnapshotWriter to)
    {
        to.Number(arrivals);
        to.Many(records.All, to.Event);
        to.Many(originals.Values, to.Event);
        history.Save(to);
    }

    /// <summary>Goes on where another replay of the same events was saved. Nothing of it is told to the sink again.</summary>
    internal void Restore(SnapshotReader from)
    {
        if (arrivals > 0 || options.History is null)
        {
            throw new InvalidOperationException(
                "Only a replay that has not begun, and can read its events anew, goes on from a snapshot."
            );
        }
        arrivals = from.Number();
        foreach (var record in from.Many(from.Event))
        {
            records.TryAdd(record);
        }
        foreach (var original in from.Many(from.Event))
        {
            originals.Add(EventKey.Of(original), original);
        }
        history.Restore(from, machine);
    }

    /// <summary>The next event in the order of arrival.</summary>
    public void Add(Event arrived)
    {
        arrivals++;
        if (arrived.Type is EventType.EventCorrected or EventType.EventRetracted)
        {
            AddRecord(arrived);
            return;
        }

        var original = AsTimed(arrived);
        var effective = original;
        if (!records.IsEmpty && records.Concerns(EventKey.Of(original)))
        {
            if (!originals.TryAdd(EventKey.Of(original), original))
            {
                Repeated(arrived);
                return;
            }
            effective = EffectiveOf(original);
        }
        if (effective is null || effective.Time > options.Until)
        {
            if (options.History is null)
            {
                // A correction may yet bring it before the end; it cannot be read anew.
                originals[EventKey.Of(original)] = original;
            }
            return;
        }
        if (history.IsInOrder(effective))
        {
            history.Append(effective);
        }
        else if (!history.IsBeforeWindow(effective))
        {
            if (history.Holds(effective))
            {
                Repeated(arrived);
                return;
            }
            history.Revise(removed: null, effective, because: effective);
        }
        else
        {
            Rebuild(removed: null, effective, because: effective);
        }
    }

    /// <summary>Lets time pass to and including the instant, UTC milliseconds; no event follows.</summary>
    public void Advance(long until) => history.Advance(until);

    private void AddRecord(Event record)
    {
        var target = EventKey.TargetOf(record);
        if (
            !string.Equals(target.Source, record.Source, StringComparison.Ordinal)
            && !string.Equals(record.Source, depositary, StringComparison.Ordinal)
        )
        {
            sink.Note(
                new Notice(
                    record.Time,
                    NoticeKind.UnauthorisedAuthor,
                    record,
                    $"only {target.Source} or {depositary} may correct or retract its event {target.Id}"
                )
            );
            return;
        }

        var worldTarget = records.WorldTargetOf(record);
        var original = OriginalOf(worldTarget);
        var before = original is null ? null : EffectiveOf(original);
        if (!records.TryAdd(record))
        {
            Repeated(record);
            return;
        }
        worldTarget = records.WorldTargetOf(record);
        original ??= OriginalOf(worldTarget);
        if (original is null)
        {
            sink.Note(
                new Notice(
                    record.Time,
                    NoticeKind.NoMatchingInstance,
                    record,
                    $"no event {worldTarget.Id} of {worldTarget.Source} has arrived so far; the report will act once it does"
                )
            );
            LetTimePass(record);
            return;
        }
        originals[worldTarget] = original;
        var after = EffectiveOf(original, record);
        Replace(before, after, record);
        LetTimePass(record);
    }

    /// <summary>A correction is also a sign that time has passed up to it: what fell due before it is overdue by then.</summary>
    private void LetTimePass(Event record)
    {
        var timed = AsTimed(record);
        if (timed.Time > options.Until)
        {
            return;
        }
        if (history.IsInOrder(timed))
        {
            history.Append(timed);
        }
        else if (!history.IsBeforeWindow(timed) && !history.Holds(timed))
        {
            history.Revise(removed: null, timed, because: timed);
        }
    }

    private void Replace(Event? before, Event? after, Event because)
    {
        var removed = before is null || before.Time > options.Until ? null : before;
        var added = after is null || after.Time > options.Until ? null : after;
        if ((removed is null && added is null) || (removed is not null && removed.Equals(added)))
        {
            return;
        }
        var isOld =
            (removed is not null && history.IsBeforeWindow(removed))
            || (added is not null && history.IsBeforeWindow(added));
        if (isOld)
        {
            Rebuild(removed, added, because);
        }
        else
        {
            history.Revise(removed, added, because);
        }
    }

    private void Rebuild(Event? removed, Event? added, Event because)
    {
        var events = new List<Event>();
        foreach (var original in Reread())
        {
            var effective = records.Concerns(EventKey.Of(original)) ? records.Effective(original, out _) : original;
            if (effective is not null && !(effective.Time > options.Until))
            {
                // The very object that is put in is told apart from the rest by identity.
                events.Add(added is not null && Event.CompareInTime(effective, added) == 0 ? added : effective);
            }
        }
        // The record that makes the change has its own turn afterwards.
        events.AddRange(
            records
                .All.Where(record => !ReferenceEquals(record, because))
                .Select(AsTimed)
                .Where(record => !(record.Time > options.Until))
        );
        events.Sort(Event.CompareInTime);
        for (var i = events.Count - 1; i > 0; i--)
        {
            if (Event.CompareInTime(events[i - 1], events[i]) != 0)
            {
                continue;
            }
            if (removed is null && ReferenceEquals(events[i], added))
            {
                Repeated(because);
                return;
            }
            events.RemoveAt(i);
        }
        history.Rebuild(events, removed, added, because);
    }

    /// <summary>The event as it was reported, if it has arrived.</summary>
    private Event? OriginalOf(EventKey key)
    {
        if (originals.TryGetValue(key, out var known))
        {
            return known;
        }
        foreach (var recent in history.Recent())
        {
            if (EventKey.Of(recent) == key)
            {
                return recent;
            }
        }
        foreach (var original in Reread())
        {
            if (EventKey.Of(original) == key)
            {
                return original;
            }
        }
        return null;
    }

    private IEnumerable<Event> Reread()
    {
        if (options.History is null)
        {
            yield break;
        }
        var left = arrivals;
        foreach (var arrived in options.History())
        {
            if (left-- == 0)
            {
                yield break;
            }
            if (arrived.Type is not (EventType.EventCorrected or EventType.EventRetracted))
            {
                yield return AsTimed(arrived);
            }
        }
    }

    private Event? EffectiveOf(Event original, Event? news = null)
    {
        var effective = records.Effective(original, out var misfit);
        if (misfit is { } found && ReferenceEquals(found.Record, news))
        {
            sink.Note(
                new Notice(
                    found.Record.Time,
                    NoticeKind.InvalidDeclaration,
                    found.Record,
                    $"the correction does not fit the event {original.Id} of {original.Source}: {found.What}"
                )
            );
        }
        return effective;
    }

    /// <summary>Where the agreement lets the recorder fix the time, what an author claims plays no part.</summary>
    private Event AsTimed(Event arrived) =>
        machine.Agreement.Settings.TimestampsByRecorder && arrived.Type != EventType.ClockReached
            ? arrived with
            {
                Time = arrived.RecordedTime,
            }
            : arrived;

    private void Repeated(Event arrived) =>
        sink.Note(
            new Notice(
                arrived.Time,
                NoticeKind.RepeatedReport,
                arrived,
                $"the event {arrived.Id} of {arrived.Source} had arrived before"
            )
        );
}
