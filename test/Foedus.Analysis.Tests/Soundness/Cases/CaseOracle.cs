using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>Reports a raid of every kind: of every means, at every place, with every number of deaths that a clause could tell apart.</summary>
internal sealed class CaseOracle
{
    private readonly Agreement agreement;

    public CaseOracle(Agreement agreement)
    {
        this.agreement = agreement;
        var begin = Drafts.Ratified(["France", "Ukraine"], Machine.Create(agreement));
        var (answered, ignored) = (false, false);
        foreach (var raid in Raids())
        {
            var course = begin.Then(raid, Drafts.Begin + (2 * Drafts.Day));
            answered |= OpensADuty(course);
            ignored |= course.Results[0].Transitions.IsEmpty;
        }
        HasGap = answered && ignored;
    }

    /// <summary>A raid of one kind leads to a duty, at once or once the Court has decided; one of another kind sets nothing off.</summary>
    public bool HasGap { get; }

    private bool OpensADuty(Course course) =>
        IsBound(course)
        || course
            .State.OpenDecisions()
            .Any(open =>
                IsBound(
                    course.Then(
                        Told.Announcement("Court", agreement.Decisions[open.Decision].Name, "yes"),
                        course.At + 1000
                    )
                )
            );

    private bool IsBound(Course course) =>
        course
            .State.OpenInstances()
            .Any(open =>
                open.NormState == NormState.Active && agreement.Clauses[open.Clause].Modality == Modality.Duty
            );

    private static IEnumerable<Event> Raids()
    {
        foreach (var means in RandomCases.Means.Append("other"))
        {
            foreach (var deaths in RandomCases.Deaths.SelectMany(number => (int[])[number - 1, number, number + 1]))
            {
                foreach (var place in (GeoPoint[])[new(47.5, 37.5), new(40, 10)])
                {
                    yield return Told.Report(
                        "Ukraine",
                        "raid",
                        AttributeValue.OfText("means", means),
                        AttributeValue.OfPlace("place", place),
                        AttributeValue.OfNumber("deaths", deaths)
                    );
                }
            }
        }
    }
}
