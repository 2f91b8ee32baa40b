using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Tests.Soundness.Words;

/// <summary>Brings every duty to life, lets nobody do anything more for decades, and looks who is in breach.</summary>
internal sealed class FloorOracle
{
    private const long Decades = 7306 * Drafts.Day;

    public FloorOracle(Agreement agreement)
    {
        var machine = Machine.Create(agreement);
        var course = Drafts
            .Ratified(["France", "Ukraine"], machine)
            .Then(Told.Report("Ukraine", "alarm"), Drafts.Begin + (2 * Drafts.Day));
        foreach (
            var told in (Norms.Events.Event[])
                [
                    Told.Announcement("Court", "Relief", "yes"),
                    Told.Announcement("France", DrawnNorms.Judgment, "yes"),
                    Told.Announcement("Ukraine", DrawnNorms.Judgment, "yes"),
                ]
        )
        {
            course = course.Then(told, course.At + 1000);
        }
        var idle = course.Idle(Decades);
        NeverLate =
        [
            .. idle
                .State.OpenInstances()
                .Where(open => open.NormState == NormState.Active)
                .Select(open => open.Clause)
                .Where(clause => agreement.Clauses[clause].Modality == Modality.Duty),
        ];
    }

    /// <summary>Duties that bind, and of which nobody is ever in breach.</summary>
    public SortedSet<int> NeverLate { get; }
}
