using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.DeadLetters;

/// <summary>
/// Lets everybody report, do, vote and announce everything, in every order, with each clause and beside it without: whether
/// it ever binds, is ever performed or broken, and whether anything is lost without it.
/// </summary>
internal sealed class DeadLetterOracle
{
    private const int Length = 5;

    private static readonly Event[] Alphabet =
    [
        .. ((string[])["France", "Ukraine", "Court"]).SelectMany(actor =>
            (Event[])[Told.Report(actor, "alarm"), Told.Report(actor, "rumour")]
        ),
        .. RandomDeadLetter.Parties.SelectMany(party =>
            (Event[])[Told.Act(party, "help", "Ukraine"), Told.Act(party, "strike")]
        ),
        Told.Act("Ukraine", "protest"),
        Told.Announcement("Court", "Relief", "yes"),
        Told.Announcement("Court", "Relief", "no"),
    ];

    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly HashSet<(int Clause, NormState State)> reached;

    public DeadLetterOracle(Agreement agreement)
    {
        this.agreement = agreement;
        machine = Machine.Create(agreement);
        var begin = Begin(machine);
        var bound = new Dictionary<int, Course>();
        reached = [];
        foreach (var course in begin.Back().Concat(begin.Steps(Alphabet, Length)))
        {
            foreach (
                var transition in course
                    .Results[0]
                    .Transitions.Where(transition => transition.Kind == TransitionKind.Norm)
            )
            {
                reached.Add((transition.Index, transition.NormTo));
                if (transition.NormTo == NormState.Active)
                {
                    bound.TryAdd(transition.Index, course);
                }
            }
        }
        // A breach may need more deadlines to pass than there are steps.
        reached.UnionWith(
            bound
                .Values.SelectMany(course => course.Idle(30 * Drafts.Day).History())
                .Where(transition => transition.Kind == TransitionKind.Norm)
                .Select(transition => (transition.Index, transition.NormTo))
        );
    }

    public bool EverBinds(Clause clause) => reached.Contains((clause.Index, NormState.Active));

    public bool IsEverDone(Clause clause) => reached.Contains((clause.Index, NormState.Fulfilled));

    public bool IsEverBroken(Clause clause) => reached.Contains((clause.Index, NormState.Violated));

    /// <summary>Without it all else happens as with it; and whoever breaks it has by then broken a norm on the same act that stands.</summary>
    public bool IsDeletable(Clause clause)
    {
        var without = Machine.Create(
            agreement with
            {
                Clauses = agreement.Clauses.SetItem(clause.Index, clause with { If = new Not(new Always()) }),
            }
        );
        return !Begin(machine, without)
            .Steps(Alphabet, Length, course => Broken(course, clause))
            .Any(course => Differs(course, clause) || IsLost(course, clause));
    }

    private static bool Differs(Course course, Clause clause)
    {
        var with = course
            .Results[0]
            .Transitions.Where(transition =>
                transition.Kind != TransitionKind.Norm || transition.Index != clause.Index
            );
        return !with.Select(Told).ToHashSet().SetEquals(course.Results[1].Transitions.Select(Told));

        static (TransitionKind, int, long, int, string, byte) Told(Transition transition) =>
            (
                transition.Kind,
                transition.Index,
                transition.At,
                transition.Bearer.Single,
                transition.Instance,
                transition.To
            );
    }

    private bool IsLost(Course course, Clause clause)
    {
        var broken = Breaches(course).ToHashSet();
        return broken.Any(breach =>
            breach.Clause == clause.Index
            && !broken.Any(other =>
                other.Clause != clause.Index
                && other.Bearer == breach.Bearer
                && IsSame(agreement.Clauses[other.Clause], clause)
            )
        );
    }

    private static bool IsSame(Clause clause, Clause other) =>
        clause.Modality == other.Modality
        && clause.Content is PerformAct act
        && other.Content is PerformAct same
        && act.Act == same.Act;

    /// <summary>Who has broken which norm on the act so far: what two courses that lead to one state may still differ in.</summary>
    private string Broken(Course course, Clause clause) =>
        string.Join(
            ' ',
            Breaches(course)
                .Where(breach => breach.Clause == clause.Index || IsSame(agreement.Clauses[breach.Clause], clause))
                .Distinct()
                .Order()
        );

    private static IEnumerable<(int Clause, int Bearer)> Breaches(Course course) =>
        course
            .History()
            .Where(transition => transition.Kind == TransitionKind.Norm && transition.NormTo == NormState.Violated)
            .Select(transition => (transition.Index, transition.Bearer.Single));

    private static Course Begin(params ReadOnlySpan<Machine> machines) =>
        Drafts.Ratified(RandomDeadLetter.Parties, machines);
}
