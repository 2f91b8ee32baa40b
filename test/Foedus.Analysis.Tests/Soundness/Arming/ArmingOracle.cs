using System.Collections.Immutable;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Arming;

/// <summary>
/// Tries what one party alone can do to a promise through the agreement it rests on: it does not consent to it, leaves
/// it, reports, does or omits what it likes there, or uses a power of it; and then whether the promise is kept, each who
/// owes choosing for itself to act at once or at the last moment.
/// </summary>
internal sealed class ArmingOracle
{
    private const int Length = 3;
    private const int Ceasefire = 1;
    private const string CeasefireName = "Ceasefire";
    private const long LongestDelay = 60 * Drafts.Day;
    private const long Horizon = 3 * Drafts.Day;

    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly ArmedAgreement drawn;
    private readonly ImmutableArray<string> all;
    private readonly bool atOnce;

    public ArmingOracle(Agreement agreement, ArmedAgreement drawn)
    {
        this.agreement = agreement;
        this.drawn = drawn;
        machine = Machine.Create(agreement);
        all = [.. drawn.Sides.Union(ArmedAgreement.Parties, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var begun = Begun(_ => true);
        var canOccur = begun.State.IsInForce(0) && Occasions(begun).Any();
        atOnce = canOccur && IsStopped(begun, atOnce: false);
        IsKept = canOccur && !(atOnce && IsStopped(begun, atOnce: true));
        if (!IsKept)
        {
            return;
        }
        var unarmed = Begun(_ => false);
        NothingOwed = !unarmed.State.IsInForce(Ceasefire) && IsStopped(unarmed, atOnce);
        foreach (var party in all)
        {
            if (drawn.Sides.Contains(party) && IsStopped(Begun(other => other != party), atOnce))
            {
                ByStayingAway.Add(party);
            }
            var notice = Told.Instrument(party, "notice of withdrawal") with
            {
                Data = new EventData { Name = "notice of withdrawal", Agreement = CeasefireName },
            };
            List<Event> deeds = [Told.Report(party, "shot"), Told.Act(party, "fire"), Told.Act(party, "retreat")];
            List<Event> powers =
            [
                .. agreement
                    .Clauses.Where(clause => clause.Modality == Modality.Power)
                    .Select(clause => Told.Exercise(party, clause.Id)),
            ];
            if (CanDisarm(begun, party, [notice]))
            {
                ByLeaving.Add(party);
            }
            if (CanDisarm(begun, party, deeds))
            {
                ByDeeds.Add(party);
            }
            else if (powers.Count > 0 && CanDisarm(begun, party, [.. powers, .. deeds]))
            {
                ByPower.Add(party);
            }
        }
    }

    /// <summary>All have consented to both, and whatever those who comply choose, the promise is kept; or it is if they all act at once.</summary>
    public bool IsKept { get; }

    /// <summary>While nobody has consented to the ceasefire the promise is not kept.</summary>
    public bool NothingOwed { get; }

    public SortedSet<string> ByStayingAway { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> ByLeaving { get; } = new(StringComparer.Ordinal);

    /// <summary>By what it reports, does or leaves undone.</summary>
    public SortedSet<string> ByDeeds { get; } = new(StringComparer.Ordinal);

    /// <summary>By a power, where deeds alone do not do.</summary>
    public SortedSet<string> ByPower { get; } = new(StringComparer.Ordinal);

    /// <param name="consents">Which sides consent to the ceasefire; to the guarantee all of its parties do.</param>
    private Course Begun(Func<string, bool> consents)
    {
        var course = Course.Begin(machine);
        foreach (var party in all)
        {
            if (ArmedAgreement.Parties.Contains(party))
            {
                course = course.Then(Told.Instrument(party, "ratification"), Drafts.Begin);
            }
            if (drawn.Sides.Contains(party) && consents(party))
            {
                course = course.Then(
                    Told.Instrument(party, "ratification") with
                    {
                        Data = new EventData { Name = "ratification", Agreement = CeasefireName },
                    },
                    Drafts.Begin
                );
            }
        }
        course = course.Until(Drafts.Begin + Drafts.Day);
        while (!course.State.IsInForce(Ceasefire) && course.ToNextDeadline(Drafts.Begin + LongestDelay) is { } next)
        {
            course = next;
        }
        return course;
    }

    /// <summary>Whether, by its own moves while all the others comply, the party brings about that the ceasefire is not in force for somebody, and the promise is then not kept.</summary>
    private bool CanDisarm(Course from, string party, IReadOnlyList<Event> own) =>
        Tried(from, party, own, Length).Any(course => HasEndedSomething(from, course) && IsStopped(course, atOnce));

    private IEnumerable<Course> Tried(Course course, string party, IReadOnlyList<Event> own, int length)
    {
        yield return course;
        if (length == 0)
        {
            yield break;
        }
        foreach (var next in course.Next(own))
        {
            foreach (var later in Tried(Complied(next, party), party, own, length - 1))
            {
                yield return later;
            }
        }
    }

    /// <summary>The others perform at once what they owe.</summary>
    private Course Complied(Course course, string except)
    {
        foreach (var (open, by) in Owed(course.State).Where(owed => owed.By != except).ToList())
        {
            if (Owed(course.State).Any(other => KeyOf(other) == KeyOf((open, by))))
            {
                course = course.Then(Performance(open, by), course.At + 1000);
            }
        }
        return course;
    }

    private bool HasEndedSomething(Course from, Course course)
    {
        var idle = from.At < course.At ? from.Until(course.At) : from;
        return drawn.Sides.Any(side => IsIn(idle, side) && !IsIn(course, side));

        bool IsIn(Course at, string side) =>
            at.State.StatusOf(Ceasefire, machine.ActorNamed(side))
                is ParticipationStatus.InForce
                    or ParticipationStatus.WithdrawalNotified;
    }

    /// <summary>The occasion of the promise in every way: whoever raises the alarm, whoever breaks the ceasefire.</summary>
    private IEnumerable<Course> Occasions(Course from)
    {
        var at = from.At + Drafts.Day;
        return IsUponAlarm
            ? ArmedAgreement
                .Parties.Select(party => from.Then(Told.Report(party, "alarm"), at))
                .Where(course => course.Results[0].Notices.IsEmpty)
            : drawn
                .Sides.Select(side => from.Then(Told.Act(side, "fire"), at))
                .Where(course =>
                    course
                        .Results[0]
                        .Transitions.Any(made =>
                            made.Kind == TransitionKind.Norm
                            && made.NormTo == NormState.Violated
                            && ((OnNorm)agreement.Guarantees[0].Trigger).Clauses.Contains(made.Index)
                        )
                );
    }

    private bool IsUponAlarm => agreement.Guarantees[0].Trigger is OnEvent;

    /// <summary>The occasion comes, everybody complies, and nothing has been given by the end. An alarm that nobody may raise goes unheard.</summary>
    private bool IsStopped(Course from, bool atOnce)
    {
        var occasions = Occasions(from).ToList();
        return (occasions.Count == 0 && IsUponAlarm)
            || occasions.Exists(occasion => IsStopped(occasion, occasion.At + Horizon, atOnce, []));
    }

    private bool IsStopped(Course course, long end, bool atOnce, ImmutableHashSet<string> settled)
    {
        if (course.At >= end)
        {
            return true;
        }
        var fresh = Owed(course.State).Where(owed => !settled.Contains(KeyOf(owed))).ToList();
        if (fresh.Count > 0)
        {
            return Chosen(course, fresh, atOnce)
                .Any(next =>
                    !HasHelped(next, course) && IsStopped(next, end, atOnce, settled.Union(fresh.Select(KeyOf)))
                );
        }
        if (course.State.NextDeadline is not { } deadline || deadline > end)
        {
            return true;
        }
        var last = course;
        foreach (var owed in Owed(course.State).Where(owed => !atOnce && owed.Open.Until == deadline).ToList())
        {
            if (Owed(last.State).Any(other => KeyOf(other) == KeyOf(owed)))
            {
                last = last.Then(Performance(owed.Open, owed.By), Math.Max(deadline, last.At));
            }
        }
        return !HasHelped(last, course) && IsStopped(last.Until(Math.Max(deadline, last.At)), end, atOnce, settled);
    }

    private IEnumerable<Course> Chosen(Course course, List<(OpenInstance Open, string By)> fresh, bool atOnce)
    {
        for (var bits = 0; bits < 1 << fresh.Count; bits++)
        {
            if (atOnce && bits != (1 << fresh.Count) - 1)
            {
                continue;
            }
            var next = course;
            foreach (var (open, by) in fresh.Where((_, index) => (bits & (1 << index)) != 0))
            {
                next = next.Then(Performance(open, by), course.At + 1);
            }
            yield return next;
        }
    }

    private static bool HasHelped(Course course, Course since) =>
        course.Back().TakeWhile(step => step != since).Any(step => step.Happened?.Data.Name == "help");

    /// <summary>Who owes what; of a duty that one of several may perform, the first of them does.</summary>
    private IEnumerable<(OpenInstance Open, string By)> Owed(State state) =>
        state
            .OpenInstances()
            .Where(open =>
                open.NormState == NormState.Active && agreement.Clauses[open.Clause].Modality == Modality.Duty
            )
            .Select(open => (open, all.FirstOrDefault(party => open.Bearer.Includes(machine.ActorNamed(party))) ?? ""))
            .Where(owed => owed.Item2.Length > 0);

    private string KeyOf((OpenInstance Open, string By) owed) =>
        $"{owed.Open.Clause} {owed.Open.Instance} {machine.NameOf(owed.Open.Bearer)} {owed.By}";

    private Event Performance(OpenInstance open, string by) =>
        (
            agreement.Clauses[open.Clause].Agreement == Ceasefire
                ? Told.Act(by, "retreat")
                : Told.Act(by, "help", "Ukraine")
        ) with
        {
            Subject = open.Instance,
        };
}
