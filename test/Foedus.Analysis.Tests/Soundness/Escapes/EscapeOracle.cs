using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Escapes;

/// <summary>
/// Looks for escapes by letting everybody report, do and find everything, in every order: whether a duty ever binds who has
/// not found that it does, whether it is ever late if nobody does anything more, and whether the bearer alone ends it.
/// </summary>
internal sealed class EscapeOracle
{
    private const int Length = 3;
    private const int OwnMoves = 2;
    private const long Decades = 7306 * Drafts.Day;

    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly List<Event> alphabet;
    private readonly List<Course> courses;

    public EscapeOracle(Agreement agreement)
    {
        this.agreement = agreement;
        machine = Machine.Create(agreement);
        alphabet = [.. Alphabet()];
        courses = [.. Begin().Distinct(alphabet, Length)];
    }

    /// <summary>It binds, and never a party that has not found that it does.</summary>
    public bool IsSelfJudged(Clause clause) =>
        clause.Words.Contains("satisfied itself", StringComparison.Ordinal)
        && courses.Exists(course => Active(course, clause).Any())
        && Array.TrueForAll(
            RandomEscape.Parties,
            party =>
                !Begin()
                    .Distinct(
                        [
                            .. alphabet.Where(letter =>
                                letter.Type != EventType.DecisionAnnounced || letter.Source != party
                            ),
                        ],
                        Length
                    )
                    .Any(course => Active(course, clause).Any(open => open.Bearer.Includes(machine.ActorNamed(party))))
        );

    /// <summary>A time is set; yet somewhere it binds and, if nobody does anything more, is never late.</summary>
    public bool NeedNotBecomeLate(Clause clause) =>
        !clause.Deadlines.IsDefaultOrEmpty
        && courses.Exists(course =>
            Active(course, clause).Any()
            && course.Idle(Decades) is var idle
            && Active(idle, clause).Any()
            && !idle.History().Any(transition => IsBreach(transition, clause))
        );

    /// <summary>Somewhere it binds a bearer that would come to be in breach, and is not if it first reports or does something else; no one else has said a word of what excuses.</summary>
    public bool CanExcuseItself(Clause clause) =>
        courses.Exists(course =>
            Active(course, clause)
                .Any(open =>
                    Array.Exists(
                        RandomEscape.Parties,
                        party =>
                            open.Bearer.Includes(machine.ActorNamed(party))
                            && !IsHelped(course, clause, party)
                            && (clause.Modality == Modality.Prohibition || open.Until is not null)
                            && IsBreached(course, course, clause, party)
                            && Moved(course, Own(party, clause), OwnMoves)
                                .Any(moved => IsFree(course, moved, clause, party))
                    )
                )
        );

    private static IEnumerable<Course> Moved(Course course, List<Event> own, int most) =>
        most == 0
            ? [course]
            : own.Select(letter => course.Then(letter, course.At + 1000))
                .SelectMany(moved => Moved(moved, own, most - 1))
                .Prepend(course);

    /// <summary>Neither in breach nor done: a prohibition counts as kept when it ends, which is just what its bearer must not be able to bring about.</summary>
    private bool IsFree(Course since, Course moved, Clause clause, string party) =>
        !IsBreached(since, moved, clause, party)
        && (
            clause.Modality == Modality.Prohibition
            || !Since(since, moved)
                .Any(transition => IsOf(transition, clause, party) && transition.NormTo == NormState.Fulfilled)
        );

    /// <summary>Who owes does nothing; who must not, does it.</summary>
    private bool IsBreached(Course since, Course course, Clause clause, string party)
    {
        var end =
            clause.Modality == Modality.Prohibition
                ? course.Then(Told.Act(party, "strike"), course.At + 1000)
                : course.Idle(Decades);
        return Since(since, end)
            .Any(transition => IsOf(transition, clause, party) && transition.NormTo == NormState.Violated);
    }

    private static IEnumerable<Transition> Since(Course since, Course course) =>
        course.Back().TakeWhile(later => later != since).SelectMany(later => later.Results[0].Transitions);

    private static bool IsHelped(Course course, Clause clause, string party)
    {
        // What sets the norm off may be a part of its excuse.
        var (trigger, excuse) = clause.Words.Split(" unless ") is [var norm, var words]
            ? (norm.Split(" shall ")[0], words)
            : ("", "");
        return course
            .Back()
            .Any(step =>
                step.Happened is { } told
                && told.Source != party
                && ((string[])["flood", "finding", "protest"]).Any(name =>
                    name == told.Data.Name
                    && excuse.Contains(name, StringComparison.Ordinal)
                    && !trigger.Contains(name, StringComparison.Ordinal)
                )
            );
    }

    private List<Event> Own(string party, Clause clause)
    {
        var content = (PerformAct)clause.Content;
        var owed = agreement.Terms[content.Act].Name;
        return
        [
            .. alphabet.Where(letter =>
                letter.Source == party
                && letter.Type is (EventType.OccurrenceReported or EventType.ActPerformed)
                && letter.Data.Name != owed
            ),
        ];
    }

    private static IEnumerable<OpenInstance> Active(Course course, Clause clause) =>
        course.State.OpenInstances().Where(open => open.Clause == clause.Index && open.NormState == NormState.Active);

    private static bool IsBreach(Transition transition, Clause clause) =>
        transition.Kind == TransitionKind.Norm
        && transition.Index == clause.Index
        && transition.NormTo == NormState.Violated;

    private bool IsOf(Transition transition, Clause clause, string party) =>
        transition.Kind == TransitionKind.Norm
        && transition.Index == clause.Index
        && transition.Bearer.Includes(machine.ActorNamed(party));

    private Course Begin() => Drafts.Ratified(RandomEscape.Parties, machine).Until(Drafts.Begin + (2 * Drafts.Day));

    private static IEnumerable<Event> Alphabet()
    {
        foreach (var actor in RandomEscape.Parties.Append("Court"))
        {
            foreach (var occurrence in (string[])["alarm", "flood", "finding"])
            {
                yield return Told.Report(actor, occurrence);
            }
        }
        foreach (var party in RandomEscape.Parties)
        {
            yield return Told.Act(party, "help", "Ukraine");
            yield return Told.Act(party, "strike");
            yield return Told.Act(party, "protest");
            yield return Told.Announcement(party, RandomEscape.Judgment, "yes");
        }
        yield return Told.Announcement("Court", "Relief", "yes");
        yield return Told.Announcement("Court", "Relief", "no");
    }
}
