using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>
/// Lets nobody consent, or all but those who would vote, everybody raise the alarm, and the Court refuse or say nothing:
/// is the decision over, not made for want of anybody, and is nothing owed because of the alarm?
/// </summary>
internal sealed class AbsenceOracle
{
    private static readonly Event[] Alphabet = [Told.Announcement("Court", "Relief", "no")];

    private readonly Machine machine;

    public AbsenceOracle(Agreement agreement)
    {
        machine = Machine.Create(agreement);
        var nobody = Drafts.Ratified([], machine);
        IsGapBeforeForce = !nobody.State.IsInForce(0) && Ends(nobody, []).Any(IsNothingOwed);
        var others = RandomDecision.Parties.Except(Electors(agreement), StringComparer.Ordinal);
        var without = Drafts.Ratified(others, machine);
        IsGapWithoutElectors =
            without.State.IsInForce(0)
            && Ends(without, Alphabet)
                .Any(course => Last(course).Rule == Rule.EmptyElectorate && IsNothingOwed(course));
    }

    /// <summary>Nobody has consented yet, all are silent, and it comes to nothing.</summary>
    public bool IsGapBeforeForce { get; }

    /// <summary>Of those who would vote none has consented, all others have, and there it comes to nothing.</summary>
    public bool IsGapWithoutElectors { get; }

    private static IEnumerable<string> Electors(Agreement agreement)
    {
        var words = agreement.Decisions[0].Words;
        return words.Contains("Guarantors", StringComparison.Ordinal)
            || words.Contains("any Guarantor", StringComparison.Ordinal)
                ? RandomDecision.Parties[..^1]
            : words.Contains("by France", StringComparison.Ordinal) ? ["France"]
            : [];
    }

    /// <summary>Every course after an alarm that ends the decision, nobody having voted for it, and not made.</summary>
    private static IEnumerable<Course> Ends(Course begin, IReadOnlyList<Event> alphabet) =>
        RandomDecision
            .Parties.Append("Court")
            .Select(reporter => begin.Then(Told.Report(reporter, "alarm"), begin.At + Drafts.Day))
            .SelectMany(alarmed => alarmed.All(alphabet, 4))
            .Where(course =>
                !course.State.OpenDecisions().Any()
                && Last(course)
                    is { Kind: TransitionKind.Decision, DecisionTo.Outcome: not (null or DecisionOutcome.Yes) }
            );

    private static Transition Last(Course course) =>
        course.History().LastOrDefault(made => made.Kind == TransitionKind.Decision);

    /// <summary>No norm, now or meanwhile, hangs on the alarm.</summary>
    private static bool IsNothingOwed(Course course)
    {
        var root = Last(course).Instance;
        return !course
            .History()
            .Any(made => made.Kind is TransitionKind.Norm or TransitionKind.Power && made.Instance == root);
    }
}
