using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// A course of events and the state it leads to: an immutable chain, so that courses that begin alike share their
/// beginning.
/// </summary>
/// <remarks>
/// Rounds stand at strictly increasing times, and a round never stands at an instant whose deadlines have passed already:
/// that is what makes the course, written as a file, replay to the same state.
/// </remarks>
internal sealed class Play
{
    private readonly Play? before;
    private readonly ImmutableArray<Event> round;

    private Play(
        Play? before,
        ImmutableArray<Event> round,
        State state,
        ImmutableArray<Transition> transitions,
        ImmutableArray<Notice> notices
    )
    {
        this.before = before;
        this.round = round;
        State = state;
        Transitions = transitions;
        Notices = notices;
        Count = (before?.Count ?? 0) + round.Length;
    }

    public State State { get; }

    /// <summary>Events so far.</summary>
    public int Count { get; }

    /// <summary>What the last round, or the last stretch of time, made happen.</summary>
    public ImmutableArray<Transition> Transitions { get; }

    /// <summary>Which events of the last round had no effect, and why.</summary>
    public ImmutableArray<Notice> Notices { get; }

    /// <summary>The events of the last round; none for a stretch of time.</summary>
    public ImmutableArray<Event> Round => round;

    /// <summary>The instances of the norm that bind now.</summary>
    public IEnumerable<OpenInstance> Binding(Clause clause) =>
        State.OpenInstances().Where(open => open.Clause == clause.Index && open.NormState == NormState.Active);

    /// <summary>The decision, if it is open: the first of its rounds.</summary>
    public OpenDecision? Open(Decision decision)
    {
        foreach (var open in State.OpenDecisions())
        {
            if (open.Decision == decision.Index)
            {
                return open;
            }
        }
        return null;
    }

    /// <summary>Whether the norm was breached in the last round, or the last stretch of time.</summary>
    public bool Breaches(Clause clause) => Transitions.Any(made => Breach.IsOf(made, clause.Index));

    public static Play Begin(Machine machine) => new(null, [], machine.Initial, [], []);

    /// <summary>The same events in another machine, as far as time has passed here.</summary>
    public Play In(Machine machine)
    {
        var play = Begin(machine);
        foreach (var moment in Events().GroupBy(told => told.Time))
        {
            play = play.Do(moment.Key, moment);
        }
        return play.State.Now < State.Now ? play.Wait(State.Now) : play;
    }

    /// <summary>
    /// The moves happen together at <paramref name="time"/>, in the order in which a file of them would act. Who votes in
    /// a round votes on what is open before it: once the others have closed that stage, the vote is not cast on the next.
    /// </summary>
    public Play Do(long time, IEnumerable<Event> moves)
    {
        if (time <= State.Now)
        {
            throw new InvalidOperationException("A round at an instant that has passed would not replay.");
        }
        var events = ImmutableArray.CreateBuilder<Event>();
        var transitions = ImmutableArray.CreateBuilder<Transition>();
        var notices = ImmutableArray.CreateBuilder<Notice>();
        var state = State;
        foreach (var move in moves.OrderBy(move => move.Source, StringComparer.Ordinal))
        {
            // Numbered with leading zeros: the order of ids is the order of effect.
            var id = $"{Prefix(move.Type)}-{(Count + events.Count + 1).ToString("0000", CultureInfo.InvariantCulture)}";
            var made = move with { Id = id, Time = time, RecordedTime = time };
            events.Add(made);
        }
        events.Sort(Event.CompareInTime);
        var ballots = events.Any(made => made.Type == EventType.VoteCast) ? StagesOf(State) : null;
        foreach (var made in events)
        {
            if (
                ballots is not null
                && made is { Type: EventType.VoteCast, Subject: { } instance }
                && ballots.TryGetValue((made.Data.Name, instance), out var stage)
                && StagesOf(state).TryGetValue((made.Data.Name, instance), out var now)
                && now != stage
            )
            {
                return Do(
                    time,
                    moves.Where(move =>
                        !(
                            move.Type == EventType.VoteCast
                            && move.Subject == instance
                            && move.Data == made.Data
                            && move.Source == made.Source
                        )
                    )
                );
            }
            var step = state.Machine.Step(state, made);
            state = step.State;
            transitions.AddRange(step.Transitions);
            notices.AddRange(step.Notices);
        }
        return events.Count == 0
            ? this
            : new Play(this, events.ToImmutable(), state, transitions.ToImmutable(), notices.ToImmutable());
    }

    // Of decisions on one case (a breach by each of several) a vote goes to the first that is open.
    private static Dictionary<(string? Decision, string Instance), int> StagesOf(State state) =>
        state
            .OpenDecisions()
            .DistinctBy(open => (open.Decision, open.Instance))
            .ToDictionary(
                open => ((string?)state.Machine.Agreement.Decisions[open.Decision].Name, open.Instance),
                open => open.Stage
            );

    /// <summary>Time passes to and including the instant, and nobody does anything.</summary>
    public Play Wait(long until)
    {
        if (State.NextDeadline < State.Now)
        {
            // What was suspended when its time was up, and is no longer, is late now.
            until = Math.Max(until, State.Now);
        }
        if (State.Now != long.MinValue && (until < State.Now || (until == State.Now && !(State.NextDeadline <= until))))
        {
            return this;
        }
        var step = State.Machine.Advance(State, until);
        return new Play(this, [], step.State, [.. step.Transitions], [.. step.Notices]);
    }

    /// <summary>What happened here after <paramref name="since"/>, happening after <paramref name="from"/> in the same time; null if this is no continuation of it.</summary>
    public Play? Shifted(Play since, Play from) => Shifted(since, from, from.State.Now - since.State.Now);

    /// <param name="shift">By how many milliseconds each happening is later than here, or as soon as can be after <paramref name="from"/>.</param>
    /// <param name="change">What happens instead of each happening.</param>
    public Play? Shifted(Play since, Play from, long shift, Func<Event, Event>? change = null)
    {
        if (!Continues(since))
        {
            return null;
        }
        var events = Events();
        var play = from;
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var moment in events.Skip(since.Count).GroupBy(told => told.Time))
        {
            play = play.Again(
                Math.Max(moment.Key + shift, play.State.Now + 1),
                [.. change is null ? moment : moment.Select(change)],
                ids
            );
        }
        return State.Now + shift > play.State.Now ? play.Wait(State.Now + shift) : play;
    }

    /// <summary>Whether this begins as the other does.</summary>
    public bool Continues(Play since)
    {
        for (var play = this; play is not null && play.Count >= since.Count; play = play.before)
        {
            if (play == since)
            {
                return true;
            }
        }
        var events = Events();
        return events.Length >= since.Count && events.Take(since.Count).SequenceEqual(since.Events());
    }

    /// <summary>Events of another course happen here; what is about one of them by its id goes on being about it under its new id.</summary>
    /// <param name="ids">New ids by old, continued from moment to moment.</param>
    public Play Again(long at, ImmutableArray<Event> moment, Dictionary<string, string> ids)
    {
        var before = moment
            .OrderBy(told => told.Source, StringComparer.Ordinal)
            .ThenBy(told => told.Id, StringComparer.Ordinal)
            .ToList();
        var play = Do(
            at,
            before.Select(told =>
                told.Subject is { } subject ? told with { Subject = ids.GetValueOrDefault(subject, subject) } : told
            )
        );
        foreach (var (old, made) in before.Zip(play.round))
        {
            ids[old.Id] = made.Id;
        }
        return play;
    }

    public ImmutableArray<Event> Events()
    {
        var rounds = new Stack<ImmutableArray<Event>>();
        for (var play = this; play is not null; play = play.before)
        {
            rounds.Push(play.round);
        }
        return [.. rounds.SelectMany(events => events)];
    }

    /// <summary>All that happened, from the beginning.</summary>
    public IEnumerable<Transition> History()
    {
        var parts = new Stack<ImmutableArray<Transition>>();
        for (var play = this; play is not null; play = play.before)
        {
            parts.Push(play.Transitions);
        }
        return parts.SelectMany(part => part);
    }

    private static string Prefix(EventType type) =>
        type switch
        {
            EventType.OccurrenceReported => "report",
            EventType.ActPerformed => "act",
            EventType.VoteCast => "vote",
            EventType.DecisionAnnounced => "announcement",
            EventType.InstrumentDeposited => "instrument",
            EventType.MenuDeclared => "menu",
            EventType.PowerExercised => "power",
            _ => "event",
        };
}
