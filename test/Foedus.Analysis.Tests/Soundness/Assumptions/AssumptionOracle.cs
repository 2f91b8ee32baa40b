using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Assumptions;

/// <summary>Counts for itself, in every short course from nobody's, some parties' and everybody's consent, what the assumptions speak of.</summary>
internal sealed class AssumptionOracle
{
    private const int Length = 4;
    private static readonly string[] Parties = ["France", "Poland", "Ukraine"];

    private readonly RandomAssumptions drawn;
    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly List<bool[]> holds = [];
    private readonly List<bool[]> atOccasion = [];

    public AssumptionOracle(Agreement agreement, RandomAssumptions drawn)
    {
        this.agreement = agreement;
        this.drawn = drawn;
        machine = Machine.Create(agreement);
        foreach (
            var consenting in (string[][])
                [
                    [],
                    ["France", "Ukraine"],
                    Parties,
                ]
        )
        {
            Try(Drafts.Ratified(consenting, machine), Length);
        }
    }

    /// <summary>One of them is true nowhere.</summary>
    public bool IsOneNeverTrue =>
        Enumerable.Range(0, drawn.Stated.Length).Any(index => !holds.Exists(values => values[index]));

    public bool AreTrueTogether => holds.Exists(values => Array.TrueForAll(values, value => value));

    /// <summary>Where the occasion of the promise comes, they are never all true.</summary>
    public bool ExcludeTheOccasion => !atOccasion.Exists(values => Array.TrueForAll(values, value => value));

    /// <summary>Somebody who is assumed to comply comes to owe an act by which it is in breach.</summary>
    public bool CannotBeComplied()
    {
        var alarmed = Drafts
            .Ratified(Parties, machine)
            .Then(Told.Report("Court", "alarm"), Drafts.Begin + (2 * Drafts.Day));
        return Parties
            .Where(party => drawn.Complies == party || (drawn.Complies == "each Guarantor" && party != "Ukraine"))
            .Any(party =>
                alarmed
                    .State.OpenInstances()
                    .Any(open =>
                        agreement.Clauses[open.Clause].Modality == Modality.Duty
                        && open.Bearer.Includes(machine.ActorNamed(party))
                    )
                && alarmed
                    .Then(Told.Act(party, "help", "Ukraine"), alarmed.At + 1000)
                    .Results[0]
                    .Transitions.Any(transition =>
                        transition.Kind == TransitionKind.Norm
                        && transition.NormTo == NormState.Violated
                        && transition.Bearer.Includes(machine.ActorNamed(party))
                    )
            );
    }

    private void Try(Course course, int left)
    {
        var alarms = course
            .Back()
            .Where(step => step.Happened is { Type: EventType.OccurrenceReported, Data.Name: "alarm" })
            .Select(step => step.At)
            .ToList();
        bool[] values = [.. drawn.Stated.Select(sentence => IsTrue(sentence, course, alarms))];
        holds.Add(values);
        if (
            course.Happened?.Data.Name == "alarm"
            && alarms.Count >= drawn.Occasion
            && (drawn.Occasion == 1 || alarms.Count == drawn.Occasion)
        )
        {
            atOccasion.Add(values);
        }
        if (left == 0)
        {
            return;
        }
        Try(course.Then(Told.Report("Court", "alarm"), course.At + 1000), left - 1);
        Try(course.Then(Told.Report("Court", "flood"), course.At + 1000), left - 1);
        Try(course.Then(Told.Act("France", "help", "Ukraine"), course.At + 1000), left - 1);
        Try(course.Idle(3 * Drafts.Day), left - 1);
    }

    private bool IsTrue(string sentence, Course course, List<long> alarms)
    {
        var guarantors = Parties[..2]
            .Count(party => course.State.StatusOf(0, machine.ActorNamed(party)) == ParticipationStatus.InForce);
        var recent = alarms.Exists(at => at >= course.At - (2 * Drafts.Day));
        return sentence switch
        {
            "at least 1 Guarantor is in force" => guarantors >= 1,
            "at least 2 Guarantors are in force" => guarantors >= 2,
            "at least 3 Guarantors are in force" => guarantors >= 3,
            "no Guarantor is in force" => guarantors == 0,
            "no alarm has occurred" or "at most 0 alarms occur" => alarms.Count == 0,
            "an alarm has occurred" => alarms.Count > 0,
            "at least 2 alarms have occurred" => alarms.Count >= 2,
            "no alarm has occurred in the last 2 days" => !recent,
            "an alarm has occurred in the last 2 days" => recent,
            "at most 1 alarms occur" => alarms.Count <= 1,
            "at most 2 alarms occur" => alarms.Count <= 2,
            "the Truce holds" => IsTruce(course),
            "the Truce does not hold" => !IsTruce(course),
            _ => throw new ArgumentOutOfRangeException(nameof(sentence), sentence, null),
        };
    }

    private bool IsTruce(Course course) =>
        course.State.IsHolding(agreement.Terms.IndexOf(agreement.Terms.First(term => term is StateTerm)));
}
