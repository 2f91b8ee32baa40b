using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Tests.Soundness.Powers;

/// <summary>
/// Judges the powers of a small agreement by trying everything: in every state that some course of so many happenings
/// leads to, each two powers in either order, and then everything that may follow. Each verdict comes with its reason.
/// </summary>
internal sealed class PowersOracle
{
    private const long Second = 1000;
    private const long Day = 86_400_000;
    private const long Decade = 3653 * Day;
    private const int Length = 3;

    /// <summary>So many happenings afterwards tell whether the order of two powers made a difference.</summary>
    private const int Aftermath = 2;

    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly string[] actors;
    private readonly int truce;
    private readonly List<Clause> powers;
    private readonly List<Event[]> alphabet;
    private readonly List<(State State, string Course)> reached;

    public PowersOracle(Agreement agreement, PowersAgreement drawn)
    {
        this.agreement = agreement;
        machine = Machine.Create(agreement);
        actors = [.. drawn.Guarantors, "Ukraine"];
        truce = agreement.Terms.IndexOf(agreement.Terms.First(term => term is StateTerm));
        powers = [.. agreement.Clauses.Where(clause => clause.Modality == Modality.Power)];
        alphabet =
        [
            .. drawn.Reporters.Select(by => (Event[])[Told.Report(by, "alarm")]),
            .. actors.Select(by => (Event[])[Told.Act(by, "fire")]),
            .. drawn.Guarantors.Select(by => (Event[])[Told.Act(by, "help", "Ukraine")]),
        ];
        if (!agreement.Decisions.IsEmpty)
        {
            alphabet.Add([.. drawn.Guarantors.Select(by => Told.Ballot(by, "Relief", Vote.Yes))]);
        }
        var begin = DateTimeOffset.UnixEpoch.AddYears(56).ToUnixTimeMilliseconds();
        var inForce = Play(machine.Initial, [.. actors.Select(by => Told.Instrument(by, "ratification"))], begin);
        reached = [.. Futures(machine.Advance(inForce, begin + (2 * Day)).State, Length)];
    }

    /// <summary>Pairs of powers of different hands, neither of which yields to the other, of which the order decides what stands.</summary>
    public SortedDictionary<string, string> Races()
    {
        var races = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (state, course) in reached)
        {
            foreach (var one in powers)
            {
                foreach (
                    var other in powers.Where(other =>
                        other.Index > one.Index
                        && !one.SubjectTo.Contains(other.Index)
                        && !other.SubjectTo.Contains(one.Index)
                    )
                )
                {
                    var name = $"{Place(one)} and {Place(other)}";
                    if (!races.ContainsKey(name) && Race(state, one, other) is { } why)
                    {
                        races[name] = $"after {course}: {why}";
                    }
                }
            }
        }
        return races;
    }

    private string? Race(State state, Clause one, Clause other)
    {
        foreach (var here in Uses(state, one))
        {
            foreach (var there in Uses(state, other))
            {
                if (here.Length == 1 && there.Length == 1 && here[0].Source == there[0].Source)
                {
                    continue;
                }
                var at = state.Now + Second;
                if (
                    Used(state, here, at, one) is { } first
                    && Used(state, there, at, other) is { } second
                    && Difference(Play(first, there, at), Play(second, here, at), Aftermath) is { } difference
                )
                {
                    return $"{here[0].Source} and {there[0].Source}: {difference}";
                }
            }
        }
        return null;
    }

    /// <summary>Powers that, once enabled, one actor alone may still use after ten years, with effect upon what others owe or take part in.</summary>
    public SortedDictionary<string, string> FreeOptions()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tried = new List<(Clause Power, State Later)>();
        foreach (var (state, course) in reached)
        {
            foreach (
                var power in powers.Where(power =>
                    power.Content is ExercisePower { By: null }
                    && !found.ContainsKey(Place(power))
                    && Uses(state, power).Any()
                )
            )
            {
                var later = machine.Advance(state, state.Now + Decade).State;
                if (tried.Exists(other => other.Power == power && other.Later.CanonicalEquals(later)))
                {
                    continue;
                }
                tried.Add((power, later));
                foreach (var (future, more) in Uses(later, power).Any() ? Futures(later, Aftermath) : [])
                {
                    if (
                        Uses(future, power)
                            .Select(use => Burden(future, use))
                            .FirstOrDefault(burden => burden is not null) is
                        { } burden
                    )
                    {
                        found[Place(power)] = $"after {course}, ten years{more}: {burden}";
                        break;
                    }
                }
            }
        }
        return found;
    }

    private string? Burden(State state, Event[] use)
    {
        var user = machine.ActorNamed(use[0].Source);
        var at = state.Now + Second;
        var (with, without) = (machine.Advance(Play(state, use, at), at).State, machine.Advance(state, at).State);
        return actors
            .Where(actor => machine.ActorNamed(actor) != user)
            .Select(actor => Difference(with, without, actor))
            .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>Every way in which the power can be used from here: by any one of its holders, or by the votes of all.</summary>
    private IEnumerable<Event[]> Uses(State state, Clause power)
    {
        var open = state
            .OpenInstances()
            .Where(open => open.Clause == power.Index && open.PowerState == PowerState.Enabled)
            .ToList();
        var holders =
            open.Count == 0
                ? []
                : actors
                    .Where(actor => open.Exists(instance => instance.Bearer.Includes(machine.ActorNamed(actor))))
                    .ToList();
        return power.Content is ExercisePower { By: null }
                ? holders.Select(holder => (Event[])[Told.Exercise(holder, power.Id)])
            : holders.Count == 0 ? []
            :
            [
                [.. holders.Select(holder => Told.Exercise(holder, power.Id))],
            ];
    }

    private State? Used(State state, Event[] use, long at, Clause power)
    {
        var isUsed = false;
        foreach (var told in use)
        {
            var step = machine.Step(state, Dated(told, at));
            state = step.State;
            isUsed |= step.Transitions.Any(transition =>
                transition.Kind == TransitionKind.Power
                && transition.Index == power.Index
                && transition.PowerTo == PowerState.Exercised
            );
        }
        return isUsed ? state : null;
    }

    /// <summary>What stands otherwise, now or after the same happenings; null where nothing does.</summary>
    private string? Difference(State left, State right, int steps)
    {
        if (
            actors
                .Select(actor => Difference(left, right, actor))
                .FirstOrDefault(difference => difference is not null) is
            { } now
        )
        {
            return now;
        }
        if (left.IsHolding(truce) != right.IsHolding(truce))
        {
            return "the Truce holds or does not";
        }
        if (steps == 0 || left.CanonicalEquals(right))
        {
            return null;
        }
        foreach (var letter in alphabet)
        {
            if (
                Difference(Play(left, letter, left.Now + Second), Play(right, letter, right.Now + Second), steps - 1) is
                { } later
            )
            {
                return $"{Word(letter)}, {later}";
            }
        }
        var next = Math.Min(left.NextDeadline ?? long.MaxValue, right.NextDeadline ?? long.MaxValue);
        return
            next < left.Now + Decade
            && Difference(
                machine.Advance(left, Math.Max(next, left.Now)).State,
                machine.Advance(right, Math.Max(next, left.Now)).State,
                steps - 1
            )
                is { } waited
            ? $"time, {waited}"
            : null;
    }

    private string? Difference(State left, State right, string actor)
    {
        var (here, there) = (Standing(left, actor), Standing(right, actor));
        return here.SetEquals(there) ? null : $"{actor}: {string.Join(", ", here)} or {string.Join(", ", there)}";
    }

    private HashSet<string> Standing(State state, string actor)
    {
        var index = machine.ActorNamed(actor);
        var standing = state
            .OpenInstances()
            .Where(open => open.PowerState != PowerState.Enabled && open.Bearer.Includes(index))
            .Select(open => $"{Place(agreement.Clauses[open.Clause])} {open.NormState} {open.Until}")
            .ToHashSet(StringComparer.Ordinal);
        standing.Add($"{state.StatusOf(0, index)}");
        return standing;
    }

    /// <summary>All states that at most so many happenings lead to: anything that anybody can do, or time until something falls due, which at the end may pass as often as one likes.</summary>
    private IEnumerable<(State State, string Course)> Futures(State from, int length)
    {
        var known = new Dictionary<ulong, List<State>>();
        var edge = new Queue<(State State, string Course, int Step)>([(from, "", 0)]);
        while (edge.TryDequeue(out var next))
        {
            var (state, course, step) = next;
            var hash = state.CanonicalHash();
            if (!known.TryGetValue(hash, out var same))
            {
                known[hash] = same = [];
            }
            if (same.Exists(state.CanonicalEquals))
            {
                continue;
            }
            same.Add(state);
            yield return (state, course);
            foreach (var letter in step < length ? alphabet.Concat(powers.SelectMany(power => Uses(state, power))) : [])
            {
                edge.Enqueue((Play(state, letter, state.Now + Second), $"{course}, {Word(letter)}", step + 1));
            }
            if (state.NextDeadline is { } deadline && deadline < state.Now + Decade)
            {
                edge.Enqueue(
                    (
                        machine.Advance(state, Math.Max(deadline, state.Now)).State,
                        $"{course}, time",
                        Math.Min(step + 1, length)
                    )
                );
            }
        }
    }

    private State Play(State state, Event[] round, long at)
    {
        foreach (var told in round)
        {
            state = machine.Step(state, Dated(told, at)).State;
        }
        return state.Now < at ? machine.Advance(state, at).State : state;
    }

    private static Event Dated(Event told, long at) =>
        told with
        {
            Id = $"{told.Data.Name} {at}",
            Time = at,
            RecordedTime = at,
        };

    private static string Word(Event[] round) => $"{round[0].Source} {round[0].Data.Name}";

    private static string Place(Clause clause) => ProvisionReference.Of(clause.Id);
}
