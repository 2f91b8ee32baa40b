using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>Lets every set of parties consent, everybody raise the alarm, and the Court refuse or say nothing: does the decision count as made, and is nobody bound?</summary>
internal sealed class VacuityOracle
{
    private static readonly Event[] Alphabet = [Told.Announcement("Court", "Relief", "no")];

    public VacuityOracle(Agreement agreement)
    {
        var machine = Machine.Create(agreement);
        for (var bits = 0; bits < 1 << RandomDecision.Parties.Length && !IsVacuous; bits++)
        {
            var begin = Drafts.Ratified(
                RandomDecision.Parties.Where((_, index) => (bits & (1 << index)) != 0),
                machine
            );
            var before = begin.State.OpenInstances().Count();
            IsVacuous = RandomDecision
                .Parties.Append("Court")
                .Select(reporter => begin.Then(Told.Report(reporter, "alarm"), Drafts.Begin + (2 * Drafts.Day)))
                .SelectMany(alarmed => alarmed.All(Alphabet, 4))
                .Any(course => IsMade(course) && course.State.OpenInstances().Count() <= before);
        }
    }

    /// <summary>Made by nobody's yes, and of no consequence for anybody.</summary>
    public bool IsVacuous { get; }

    private static bool IsMade(Course course) =>
        course
            .Results[0]
            .Transitions.Any(transition =>
                transition.Kind == TransitionKind.Decision && transition.DecisionTo.Outcome == DecisionOutcome.Yes
            );
}
