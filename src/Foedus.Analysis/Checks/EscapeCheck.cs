using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Ways by which a bearer, alone, comes to be neither in performance nor in breach, other than by leaving or by a duty
/// without a time: it excuses itself, it ends the condition, its time never begins to run, it reserves.
/// </summary>
internal sealed class EscapeCheck(Setting setting, Reach reach, FindingList findings)
{
    private const int MostCourses = 40;
    private const int MostDeadlines = 8;
    private const long Year = 365L * 86_400_000;
    private readonly Agreement agreement = setting.Agreement;
    private readonly CoreWords words = new(setting.Agreement);

    public void Check()
    {
        foreach (var (index, play) in reach.Active.OrderBy(pair => pair.Key))
        {
            var clause = agreement.Clauses[index];
            if (
                clause.Agreement != 0
                || clause.Content is not PerformAct
                || clause.Modality is not (Modality.Duty or Modality.Prohibition)
            )
            {
                continue;
            }
            SelfExcuse(clause, play);
            if (clause.Modality == Modality.Duty)
            {
                TimeNeverBegins(clause, play);
            }
        }
        Reservation();
    }

    /// <summary>A report or an act of the bearer itself, on which the text lets the norm yield.</summary>
    private void SelfExcuse(Clause clause, Play shortest)
    {
        foreach (var bearer in setting.Possible.Actors)
        {
            var actor = setting.Machine.ActorNamed(bearer);
            var excuses = Together([.. Excuses(clause, bearer)]).ToList();
            if (excuses.Count == 0)
            {
                continue;
            }
            var courses = reach
                .Plays.Where(other => other != shortest)
                .Prepend(shortest)
                .Where(course => course.State.OpenInstances().Any(IsBound) && !IsHelped(course, clause, bearer));
            foreach (var play in courses.Take(MostCourses))
            {
                var open = play.State.OpenInstances().First(IsBound);
                if (!IsBreached(clause, open, play, bearer, out _))
                {
                    continue;
                }
                foreach (var (moves, what) in excuses)
                {
                    var excused = play.Do(play.State.Now + 1, moves);
                    if (
                        excused.Transitions.Any(transition =>
                            IsOf(transition, clause, bearer) && transition.NormTo == NormState.Violated
                        ) || IsBreached(clause, open, excused, bearer, out var end)
                    )
                    {
                        continue;
                    }
                    findings.Add(
                        Level.Warning,
                        Codes.SelfExcused,
                        FindingList.Place(clause),
                        $"Escape: {words.Named(bearer)} can excuse itself: {what} is enough.",
                        "What frees the bearer is said by the bearer itself, and nobody has to confirm it.",
                        "Let somebody else report or find the excuse, or let a decision stand between the claim and the excuse.",
                        clause.Span,
                        end
                    );
                    return;
                }
            }

            bool IsBound(OpenInstance open) =>
                open.Clause == clause.Index && open.NormState == NormState.Active && open.Bearer.Includes(actor);
        }
    }

    /// <summary>Whether somebody else has brought about a part of the excuse, other than by setting the norm off: then it is not the bearer alone that frees itself.</summary>
    private bool IsHelped(Play course, Clause clause, string bearer)
    {
        var names = TriggerLeaves
            .Of(clause.Unless)
            .Select(TermOf)
            .Except(TriggerLeaves.Of(clause.Trigger).Select(TermOf))
            .OfType<int>()
            .Select(term => agreement.Terms[term].Name)
            .ToHashSet(StringComparer.Ordinal);
        return course
            .Events()
            .Any(told =>
                told.Source != bearer
                && told.Type is (EventType.OccurrenceReported or EventType.ActPerformed)
                && names.Contains(told.Data.Name ?? "")
            );
    }

    private static int? TermOf(Trigger leaf) =>
        leaf switch
        {
            OnEvent on => on.Term,
            OnAct on => on.Term,
            _ => null,
        };

    /// <summary>Each by itself, then two at once, then all: an excuse may ask for several things to have happened.</summary>
    private static IEnumerable<(ImmutableArray<Event> Moves, string What)> Together(
        ImmutableArray<(Event Move, string What)> excuses
    )
    {
        foreach (var (move, what) in excuses)
        {
            yield return ([move], what);
        }
        for (var i = 0; i < excuses.Length; i++)
        {
            for (var j = i + 1; j < excuses.Length; j++)
            {
                yield return ([excuses[i].Move, excuses[j].Move], $"{excuses[i].What} and {excuses[j].What}");
            }
        }
        if (excuses.Length > 2)
        {
            yield return (
                [.. excuses.Select(excuse => excuse.Move)],
                string.Join(" and ", excuses.Select(excuse => excuse.What))
            );
        }
    }

    private IEnumerable<(Event Move, string What)> Excuses(Clause clause, string bearer)
    {
        foreach (
            var leaf in TriggerLeaves
                .Of(clause.Unless)
                .Concat(TriggerLeaves.Of(clause.While))
                .Concat(TriggerLeaves.Of(clause.Until))
                .Concat(Ends(clause.While))
        )
        {
            if (
                leaf is OnEvent on
                && agreement.Terms[on.Term] is EventTerm term
                && setting.Possible.Contains(term.Reporters, bearer)
            )
            {
                foreach (var move in setting.Moves.Occurrences(on, bearer).Take(1))
                {
                    var isAgainst = on.Against ?? term.Against;
                    yield return (
                        isAgainst is not null && setting.Possible.Contains(isAgainst, bearer)
                            ? move with
                            {
                                Data = move.Data with { Against = bearer },
                            }
                            : move,
                        $"its own report of {TriggerCheck.Article(term.Name)}"
                    );
                }
            }
            else if (leaf is OnAct act && setting.Moves.Acts(act, bearer).FirstOrDefault() is { } done)
            {
                yield return (done, $"its own act to {done.Data.Name}");
            }
        }
    }

    /// <summary>What ends a state that the clause lasts by.</summary>
    private IEnumerable<Trigger> Ends(Condition? condition) =>
        condition switch
        {
            StateHolds holds when agreement.Terms[holds.Term] is StateTerm { Ends: { } ends } => TriggerLeaves.Of(ends),
            And and => and.Of.SelectMany(Ends),
            _ => [],
        };

    /// <summary>Whether doing nothing (a duty) or the forbidden (a prohibition) comes to a breach of the bearer.</summary>
    private bool IsBreached(Clause clause, in OpenInstance open, Play play, string bearer, out Play end)
    {
        end = play;
        var (root, actor) = (open.Instance, setting.Machine.ActorNamed(bearer));
        if (clause.Modality == Modality.Prohibition)
        {
            if (setting.Moves.Performance(setting.Machine, open, bearer, []) is not { } act)
            {
                return false;
            }
            end = play.Do(play.State.Now + 1, [act with { Subject = null }]);
        }
        else
        {
            if (open.Until is not { } until || until <= play.State.Now)
            {
                return false;
            }
            end = play.Wait(until);
            // What was done meanwhile may have moved the deadline.
            for (
                var i = 0;
                i < MostDeadlines
                    && end
                        .State.OpenInstances()
                        .FirstOrDefault(later =>
                            later.Clause == clause.Index && later.Instance == root && later.Bearer.Includes(actor)
                        )
                        is { Until: { } later }
                    && later > end.State.Now;
                i++
            )
            {
                end = end.Wait(later);
            }
        }
        return end.History()
            .Skip(play.History().Count())
            .Any(transition => IsOf(transition, clause, bearer) && transition.NormTo == NormState.Violated);
    }

    private bool IsOf(Transition transition, Clause clause, string bearer) =>
        transition.Kind == TransitionKind.Norm
        && transition.Index == clause.Index
        && setting.Includes(transition.Bearer, bearer);

    /// <summary>A time is set, and it counts from something that need not happen.</summary>
    private void TimeNeverBegins(Clause clause, Play play)
    {
        var open = play.Binding(clause).FirstOrDefault();
        if (open.Instance is null || open.Until is not null || clause.Deadlines.IsDefaultOrEmpty)
        {
            return;
        }
        var waited = play.Wait(play.State.Now + (10 * Year));
        if (
            !waited
                .State.OpenInstances()
                .Any(other =>
                    other.Clause == clause.Index
                    && other.Instance == open.Instance
                    && other is { NormState: NormState.Active, Until: null }
                )
        )
        {
            return;
        }
        findings.Add(
            Level.Warning,
            Codes.TimeNeverBegins,
            FindingList.Place(clause),
            $"Gap: never late unless something else happens first ({string.Join(", ", clause.Deadlines.Select(words.Deadline))}).",
            "As long as it does not happen, the duty can be left undone for ever, and is not breached.",
            "Add a time that runs from the trigger, or a date: ‘… at the latest by 1 March 2027’.",
            clause.Span,
            waited
        );
    }

    /// <summary>A party that reserves when it consents is not bound by what it reserves.</summary>
    private void Reservation()
    {
        if (!agreement.Participation.OfType<ReservationRule>().Any(rule => rule is { Agreement: 0, Permitted: true }))
        {
            return;
        }
        var freed = new SortedDictionary<int, (Clause Clause, Play Play, string Party)>();
        foreach (var party in setting.Possible.Parties.Where(party => setting.Consent(party).Any()))
        {
            var clauses = agreement
                .Clauses.Where(clause =>
                    clause
                        is {
                            Agreement: 0,
                            ConsequenceOf: null,
                            Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance
                        }
                    && !freed.ContainsKey(clause.Index)
                    && reach.Active.TryGetValue(clause.Index, out var play)
                    && Binds(play, clause, party)
                )
                .ToList();
            if (clauses.Count == 0)
            {
                continue;
            }
            // All at once, and what that does not free from alone.
            var without = Setting.Of(setting.Machine, setting.Representatives.Length, absent: other => other == party);
            foreach (var reserved in clauses.Select(clause => (List<Clause>)[clause]).Prepend(clauses))
            {
                if (
                    reserved.TrueForAll(clause => freed.ContainsKey(clause.Index))
                    || Joined(without, party, reserved) is not { } joined
                )
                {
                    continue;
                }
                foreach (var clause in reserved.Where(clause => !freed.ContainsKey(clause.Index)).ToList())
                {
                    var course = reach.Active[clause.Index].Shifted(setting.Start, joined);
                    if (course is not null && !Binds(course, clause, party))
                    {
                        freed[clause.Index] = (clause, course, party);
                    }
                }
            }
        }
        if (freed.Count == 0)
        {
            return;
        }
        var found = freed.Values.Select(each => each.Clause).ToList();
        var (first, shown, who) = freed.Values.First();
        findings.Add(
            Level.Note,
            Codes.ByReservation,
            found.Count > 6
                ? $"{string.Join(", ", found.Take(6).Select(FindingList.Place))} and {found.Count - 6} more"
                : string.Join(", ", found.Select(FindingList.Place)),
            $"Escape: a party that reserves when it consents is not bound by what it reserves (here {words.Named(who)}).",
            "The text permits reservations, or says nothing and general treaty law does (VCLT art. 19). Within it, a party may take part and owe nothing that matters.",
            "Write ‘No reservations are permitted.’, or name the provisions to which none is.",
            first.Span,
            shown
        );
    }

    /// <summary>The party consents with a reservation to these; null where that does not bring the agreement into force for it.</summary>
    private Play? Joined(Setting without, string party, List<Clause> reserved)
    {
        var consent = setting
            .Consent(party)
            .Select(move =>
                move.Type == EventType.InstrumentDeposited
                    ? move with
                    {
                        Data = move.Data with { Reservations = [.. reserved.Select(FindingList.Place)] },
                    }
                    : move
            )
            .ToList();
        var joined = without.Start.Do(without.Start.State.Now + 86_400_000, consent);
        var actor = setting.Machine.ActorNamed(party);
        for (
            var i = 0;
            i < 3
                && joined.State.StatusOf(0, actor) != ParticipationStatus.InForce
                && joined.State.NextDeadline is { } next;
            i++
        )
        {
            joined = joined.Wait(next);
        }
        return joined.State.StatusOf(0, actor) == ParticipationStatus.InForce ? joined : null;
    }

    private bool Binds(Play play, Clause clause, string party) =>
        play.Binding(clause).Any(open => setting.Includes(open.Bearer, party));
}
