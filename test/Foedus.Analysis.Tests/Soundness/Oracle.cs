using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness;

/// <summary>
/// Judges a small agreement by trying everything, on the machine's <c>Step</c> alone: each party chooses for itself, each
/// time anew, whether it acts at once or at the last moment. Slow, and with none of the abstractions of the checks.
/// </summary>
internal sealed class Oracle(Agreement agreement, RandomAgreement drawn)
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const string Commission = "Commission";
    private static readonly long Begin = DateTimeOffset
        .Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture)
        .ToUnixTimeMilliseconds();

    private readonly Machine machine = Machine.Create(agreement);
    private readonly Dictionary<(ulong, long, string), bool> known = [];

    /// <summary>Everybody whose failure counts.</summary>
    public string[] Actors => [.. drawn.Guarantors, Commission];

    private Clause Duty => agreement.Clauses.First(clause => clause.Modality == Modality.Duty);

    /// <summary>The size of the smallest coalition that stops the promise, or null where none does; 0: compliance itself does not keep it.</summary>
    public int? SmallestCoalition(bool atOnce, out HashSet<string> singles)
    {
        singles = [];
        int? least = null;
        var actors = Actors;
        for (var bits = 0; bits < 1 << actors.Length; bits++)
        {
            var coalition = actors.Where((_, index) => (bits & (1 << index)) != 0).ToHashSet(StringComparer.Ordinal);
            if (!(least <= coalition.Count && coalition.Count != 1) && CanStop(coalition, atOnce))
            {
                least = least is { } other ? Math.Min(other, coalition.Count) : coalition.Count;
                if (coalition.Count == 1)
                {
                    singles.Add(coalition.First());
                }
            }
        }
        return least;
    }

    private bool CanStop(HashSet<string> coalition, bool atOnce)
    {
        var reporter =
            drawn.Reporter is "Ukraine" or "any Party" or "any Party or by the Commission" ? "Ukraine"
            : coalition.Contains(Commission) && !drawn.ReportsAll ? null
            : Commission;
        if (reporter is null)
        {
            return true;
        }
        known.Clear();
        if (StopsFrom(InForce(_ => true), reporter, coalition, atOnce))
        {
            return true;
        }
        return Left(coalition) is { } left && StopsFrom(left, reporter, coalition, atOnce);
    }

    private bool StopsFrom(State start, string reporter, HashSet<string> coalition, bool atOnce)
    {
        var at = start.Now + Day;
        var state = machine.Step(start, Alarm(reporter, at)).State;
        return Stops(state, at + (drawn.Horizon * Hour), coalition, atOnce, []);
    }

    private State? Left(HashSet<string> coalition)
    {
        var leaving = drawn.Guarantors.Where(coalition.Contains).ToList();
        if (leaving.Count == 0)
        {
            return null;
        }
        var state = InForce(_ => true);
        foreach (var party in leaving.Order(StringComparer.Ordinal))
        {
            state = machine.Step(state, Notice(party, Begin + (2 * Day))).State;
        }
        state = machine.Advance(state, Begin + (800 * Day)).State;
        return leaving.TrueForAll(party =>
            state.StatusOf(0, machine.ActorNamed(party)) == ParticipationStatus.Withdrawn
        )
            ? state
            : null;
    }

    public State InForce(Func<string, bool> consents)
    {
        var state = machine.Initial;
        foreach (var party in drawn.Guarantors.Append("Ukraine").Where(consents).Order(StringComparer.Ordinal))
        {
            state = machine
                .Step(state, Make(EventType.InstrumentDeposited, party, Begin, new EventData { Name = "ratification" }))
                .State;
        }
        return machine.Advance(state, Begin + Day).State;
    }

    /// <summary>Whether some course from here ends without help having been given.</summary>
    private bool Stops(State state, long end, HashSet<string> coalition, bool atOnce, HashSet<string> settled)
    {
        if (state.Now >= end)
        {
            return true;
        }
        var key = (state.CanonicalHash(), state.Now, string.Join('|', settled.Order(StringComparer.Ordinal)));
        if (known.TryGetValue(key, out var answer))
        {
            return answer;
        }
        var result = Try(state, end, coalition, atOnce, settled);
        known[key] = result;
        return result;
    }

    private bool Try(State state, long end, HashSet<string> coalition, bool atOnce, HashSet<string> settled)
    {
        var fresh = Choices(state, coalition, atOnce).Where(choice => !settled.Contains(choice.Key)).ToList();
        if (fresh.Count > 0)
        {
            var after = new HashSet<string>(settled, StringComparer.Ordinal);
            after.UnionWith(fresh.Select(choice => choice.Key));
            foreach (var chosen in Products(fresh, 0))
            {
                var at = state.Now + 1;
                if (at <= end && chosen.Any(Brings))
                {
                    continue;
                }
                if (Stops(at <= end ? Play(state, at, chosen) : state, end, coalition, atOnce, after))
                {
                    return true;
                }
            }
            return false;
        }
        if (state.NextDeadline is not { } deadline || deadline > end)
        {
            return true;
        }
        // Whoever complies and has waited acts now: it is the last moment.
        var now =
            deadline > state.Now && !atOnce
                ? Choices(state, coalition, atOnce: true)
                    .Where(choice =>
                        !choice.IsHostile && choice.Until == deadline && !settled.Contains("done " + choice.Key)
                    )
                    .SelectMany(choice => choice.Options[0])
                    .ToList()
                : [];
        if (now.Any(Brings))
        {
            return false;
        }
        var moved = now.Count > 0 ? Play(state, deadline, now) : state;
        return Stops(machine.Advance(moved, deadline).State, end, coalition, atOnce, settled);
    }

    private static IEnumerable<List<Event>> Products(List<Choice> choices, int from)
    {
        if (from == choices.Count)
        {
            yield return [];
            yield break;
        }
        foreach (var rest in Products(choices, from + 1))
        {
            foreach (var option in choices[from].Options)
            {
                yield return [.. option, .. rest];
            }
        }
    }

    private State Play(State state, long at, IEnumerable<Event> events)
    {
        foreach (
            var told in events
                .Select(told => told with { Time = at, RecordedTime = at })
                .OrderBy(told => told.Source, StringComparer.Ordinal)
                .ThenBy(told => told.Id, StringComparer.Ordinal)
        )
        {
            state = machine.Step(state, told).State;
        }
        return state;
    }

    /// <summary>What each actor may choose from now: who complies to act, at once or later; who does not to vote either way or not at all.</summary>
    private IEnumerable<Choice> Choices(State state, HashSet<string> coalition, bool atOnce)
    {
        foreach (var open in state.OpenDecisions())
        {
            var stage = agreement.Decisions[open.Decision].Stages[open.Stage - 1];
            foreach (var elector in stage.Electorate.Body is null ? drawn.Guarantors : [Commission])
            {
                var key = $"{open.Instance} {open.Stage} {elector}";
                var yes = Votes(elector, drawn.Members, 0, open.Instance);
                yield return coalition.Contains(elector)
                    ? new Choice(
                        key,
                        open.Until,
                        [
                            [],
                            Votes(elector, 0, drawn.Members, open.Instance),
                            yes,
                            Votes(elector, 1, drawn.Members - 1, open.Instance),
                        ],
                        true
                    )
                    : new Choice(key, open.Until, atOnce ? [yes] : [yes, []], false);
            }
        }
        foreach (
            var open in state
                .OpenInstances()
                .Where(open => open.NormState == NormState.Active && open.Clause == Duty.Index)
        )
        {
            foreach (
                var bearer in drawn.Guarantors.Where(party =>
                    open.Bearer.Includes(machine.ActorNamed(party))
                    && (!coalition.Contains(party) || drawn.Complies.Contains(party))
                )
            )
            {
                List<Event> act = [Help(bearer, open)];
                var options =
                    atOnce && open.Until is { } ? (List<Event>[])[act]
                    : atOnce ? [act]
                    : [act, []];
                yield return new Choice(
                    $"{open.Clause} {open.Instance} {bearer} {open.CounterParty}",
                    open.Until,
                    options,
                    false
                );
            }
        }
    }

    private static bool Brings(Event told) => told is { Type: EventType.ActPerformed, Data.Toward: "Ukraine" };

    private Event Help(string bearer, OpenInstance open)
    {
        var toward = machine.NameOf(open.CounterParty) ?? "Ukraine";
        return Make(
            EventType.ActPerformed,
            bearer,
            0,
            new EventData { Name = "help", Toward = toward },
            open.Instance,
            $"help-{toward}"
        );
    }

    private static List<Event> Votes(string elector, int yes, int no, string instance)
    {
        Event Cast(int member, Vote vote) =>
            Make(
                EventType.VoteCast,
                elector,
                0,
                new EventData
                {
                    Name = "Relief",
                    Vote = vote,
                    Member = elector == Commission ? member.ToString(CultureInfo.InvariantCulture) : null,
                },
                instance,
                $"vote-{member}"
            );
        return elector == Commission
            ? [.. Enumerable.Range(1, yes + no).Select(member => Cast(member, member <= yes ? Vote.Yes : Vote.No))]
            : [Cast(1, yes > 0 ? Vote.Yes : Vote.No)];
    }

    /// <summary>The duty, once it has arisen, is neither done nor breached in twenty years.</summary>
    public bool CanBeLeftUndone(out bool arises)
    {
        var state = Arisen();
        arises = state is not null;
        return state is not null
            && Instances(machine.Advance(state, state.Now + (7300 * Day)).State)
                .Any(open => open.NormState == NormState.Active);
    }

    /// <summary>A breach opens nothing else.</summary>
    public bool BreachOpensNothing()
    {
        if (Arisen() is not { } state || Instances(state).First().Until is not { } until)
        {
            return false;
        }
        var after = machine.Advance(state, until);
        return after.Transitions.Any(transition =>
                transition.Index == Duty.Index && transition.NormTo == NormState.Violated
            ) && Duty.Consequence is null;
    }

    /// <summary>The bearer gives notice once the duty has arisen, and is out of it before it is due.</summary>
    public bool HasExitRace()
    {
        if (Arisen() is not { } state)
        {
            return false;
        }
        var open = Instances(state).First();
        if (open.Until is not { } until)
        {
            return false;
        }
        var bearer = drawn
            .Guarantors.Order(StringComparer.Ordinal)
            .First(party => open.Bearer.Includes(machine.ActorNamed(party)));
        var left = machine.Advance(machine.Step(state, Notice(bearer, state.Now + 1)).State, until);
        return left.State.StatusOf(0, machine.ActorNamed(bearer)) == ParticipationStatus.Withdrawn
            && left.Transitions.Any(transition =>
                transition.Kind == TransitionKind.Norm
                && transition.Index == Duty.Index
                && transition.Bearer.Includes(machine.ActorNamed(bearer))
                && transition.NormTo == NormState.Terminated
            );
    }

    /// <summary>To do what is owed is forbidden.</summary>
    public bool HasConflict()
    {
        if (Arisen() is not { } state || Instances(state).First() is not { Until: not null } open)
        {
            return false;
        }
        var bearer = drawn.Guarantors.First(party => open.Bearer.Includes(machine.ActorNamed(party)));
        var done = machine.Step(state, Help(bearer, open) with { Time = state.Now + 1, RecordedTime = state.Now + 1 });
        return done.Transitions.Any(transition =>
            transition.Kind == TransitionKind.Norm
            && agreement.Clauses[transition.Index].Modality == Modality.Prohibition
            && transition.NormTo == NormState.Violated
        );
    }

    /// <summary>A guarantor that joins while the others are bound is not.</summary>
    public bool HasLateRatifier()
    {
        foreach (var late in drawn.Guarantors)
        {
            if (Arisen(party => party != late) is not { } state)
            {
                continue;
            }
            var joined = machine
                .Step(
                    state,
                    Make(EventType.InstrumentDeposited, late, state.Now + Hour, new EventData { Name = "ratification" })
                )
                .State;
            var bound = Instances(joined).Where(open => open.NormState == NormState.Active).ToList();
            if (
                Duty.Bearer.Quantifier == Quantifier.Each
                && bound.Count > 0
                && bound.TrueForAll(open => !open.Bearer.Includes(machine.ActorNamed(late)))
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Stage by stage the least number of electors whose no defeats it, tried by every subset; null where it is not reached.</summary>
    public int? BlockingMinority(int stage, out int electors)
    {
        electors = 0;
        if (agreement.Decisions.IsEmpty || AtStage(stage) is not { } state)
        {
            return null;
        }
        var open = state.OpenDecisions().First();
        var body = agreement.Decisions[0].Stages[stage - 1].Electorate.Body is not null;
        electors = body ? drawn.Members : drawn.Guarantors.Length;
        int? least = null;
        for (var bits = 1; bits < 1 << electors; bits++)
        {
            var votes = Enumerable
                .Range(0, electors)
                .Select(index =>
                    Make(
                        EventType.VoteCast,
                        body ? Commission : drawn.Guarantors[index],
                        0,
                        new EventData
                        {
                            Name = "Relief",
                            Vote = (bits & (1 << index)) != 0 ? Vote.No : Vote.Yes,
                            Member = body ? (index + 1).ToString(CultureInfo.InvariantCulture) : null,
                        },
                        open.Instance,
                        $"v{index}"
                    )
                );
            var (now, isMade) = (state, false);
            foreach (
                var vote in votes
                    .Select(vote => vote with { Time = state.Now + 1, RecordedTime = state.Now + 1 })
                    .OrderBy(vote => vote.Source, StringComparer.Ordinal)
            )
            {
                var step = machine.Step(now, vote);
                now = step.State;
                isMade |= step.Transitions.Any(transition =>
                    transition.Kind == TransitionKind.Decision && transition.DecisionTo.Outcome == DecisionOutcome.Yes
                );
            }
            if (!isMade)
            {
                var count = System.Numerics.BitOperations.PopCount((uint)bits);
                least = least is { } other ? Math.Min(other, count) : count;
            }
        }
        return electors < 2 ? null : least;
    }

    private State? AtStage(int stage)
    {
        var state = Alarmed(InForce(_ => true));
        for (var i = 1; i < stage; i++)
        {
            if (!state.OpenDecisions().Any() || state.OpenDecisions().First().Until is not { } until)
            {
                return null;
            }
            state = machine.Advance(state, until).State;
        }
        return state.OpenDecisions().Any(open => open.Stage == stage) ? state : null;
    }

    /// <summary>Silence, or refusal, at the first stage ends with nothing owed, or never ends.</summary>
    public bool IsFinal(bool refusal)
    {
        if (AtStage(1) is not { } state)
        {
            return false;
        }
        var open = state.OpenDecisions().First();
        var next = refusal
            ? Play(
                state,
                state.Now + 1,
                agreement.Decisions[0].Stages[0].Electorate.Body is null
                    ? drawn.Guarantors.SelectMany(party => Votes(party, 0, 1, open.Instance))
                    : Votes(Commission, 0, drawn.Members, open.Instance)
            )
            : machine.Advance(state, open.Until ?? (state.Now + (3653 * Day))).State;
        var still = next.OpenDecisions().Any();
        return still ? next.OpenDecisions().First().Stage == 1 : !Instances(next).Any();
    }

    private State Alarmed(State start) =>
        machine.Step(start, Alarm(drawn.Reporter == "the Commission" ? Commission : "Ukraine", start.Now + Day)).State;

    /// <summary>The alarm is raised, everybody votes for relief, and the duty binds; null where it never does.</summary>
    private State? Arisen(Func<string, bool>? consents = null)
    {
        var state = Alarmed(InForce(consents ?? (_ => true)));
        if (state.OpenDecisions().FirstOrDefault() is { Instance: not null } open)
        {
            var votes = agreement.Decisions[0].Stages[0].Electorate.Body is null
                ? drawn.Guarantors.SelectMany(party => Votes(party, 1, 0, open.Instance))
                : Votes(Commission, drawn.Members, 0, open.Instance);
            state = Play(state, state.Now + 1, votes);
        }
        return Instances(state).Any(instance => instance.NormState == NormState.Active) ? state : null;
    }

    private IEnumerable<OpenInstance> Instances(State state) =>
        state.OpenInstances().Where(open => open.Clause == Duty.Index);

    private static Event Alarm(string reporter, long at) =>
        Make(EventType.OccurrenceReported, reporter, at, new EventData { Name = "alarm" }, null, "alarm");

    private static Event Notice(string party, long at) =>
        Make(EventType.InstrumentDeposited, party, at, new EventData { Name = "notice of withdrawal" });

    private static Event Make(
        EventType type,
        string source,
        long at,
        EventData data,
        string? subject = null,
        string id = "e"
    ) =>
        new()
        {
            Type = type,
            Id = $"{id}-{data.Name}-{data.Member}",
            Source = source,
            Time = at,
            RecordedTime = at,
            Subject = subject,
            Data = data,
        };

    /// <param name="IsHostile">The choice is one of the coalition: no last moment forces it.</param>
    private sealed record Choice(string Key, long? Until, List<Event>[] Options, bool IsHostile);
}
