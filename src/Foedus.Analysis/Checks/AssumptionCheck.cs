using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Whether what is assumed can be true at all: each assumption, all together, and together with the occasions of the promises.</summary>
internal sealed class AssumptionCheck(Agreement agreement, FindingList findings, List<string> bounds)
{
    private const long Day = 86_400_000;
    private const int ManyParties = 8;
    private readonly ImmutableArray<Assumption> stated = [.. agreement.Assumptions.Where(assumption => assumption.Kind is AssumptionKind.Holds or AssumptionKind.AtMostOccurrences && assumption.Condition is not null)];

    public void Check()
    {
        bounds.AddRange(agreement.Assumptions.Select(assumption => $"assumed: {assumption.Words.Replace("It is assumed that ", "", StringComparison.Ordinal)}"));
        Conflicts();
        if (stated.IsEmpty)
        {
            return;
        }
        var machine = Machine.Create(Probing());
        var courses = Courses(machine).ToList();
        var holds = courses.ConvertAll(play => stated.Select(assumption => Holds(machine, play, assumption)).ToArray());
        var never = stated.Where((_, index) => !holds.Exists(true_ => true_[index])).ToList();
        foreach (var assumption in never)
        {
            Tell([assumption], "is true in none of the courses explored");
        }
        if (never.Count == 0 && !holds.Exists(true_ => true_.All(value => value)))
        {
            Tell(LeastContradiction(holds), "are never true together in the courses explored");
            return;
        }
        foreach (var promise in agreement.Guarantees.Where(promise => promise.Promise is Receive))
        {
            var setting = Setting.Of(machine, ManyParties);
            var triggered = new TriggerCourses(setting).To(promise.Trigger, setting.Start, Day).ToList();
            if (triggered.Count > 0 && triggered.TrueForAll(play => stated.Any(assumption => assumption.Kind == AssumptionKind.AtMostOccurrences && !Holds(machine, play, assumption))))
            {
                Tell([.. stated.Where(assumption => assumption.Kind == AssumptionKind.AtMostOccurrences && !Holds(machine, triggered[0], assumption))], $"excludes the occasion of {Norms.Replay.ProvisionReference.Of(promise.Id)}: what is promised then is never tested");
            }
        }
    }

    /// <summary>Who is assumed to comply with everything cannot, where two of its norms cannot be kept together.</summary>
    private void Conflicts()
    {
        if (findings.ByWeight().FirstOrDefault(finding => finding.Code == Codes.Conflict) is { } conflict && agreement.Assumptions.FirstOrDefault(assumption => assumption is { Kind: AssumptionKind.Complies, Clause: null }) is { } complies)
        {
            Tell([complies], $"cannot be true: {conflict.Provision} cannot be kept together");
        }
    }

    /// <summary>The fewest that contradict each other: a pair, where there is one.</summary>
    private ImmutableArray<Assumption> LeastContradiction(List<bool[]> holds)
    {
        for (var i = 0; i < stated.Length; i++)
        {
            for (var j = i + 1; j < stated.Length; j++)
            {
                if (!holds.Exists(values => values[i] && values[j]))
                {
                    return [stated[i], stated[j]];
                }
            }
        }
        return stated;
    }

    private static bool Holds(Machine machine, Play play, Assumption assumption) => assumption.Condition is { } condition && machine.Holds(play.State, condition);

    /// <summary>The machine keeps only what its conditions ask about: a scenario that asserts them makes it keep what these ask.</summary>
    private Agreement Probing() =>
        agreement with
        {
            Scenarios = [new Scenario("assumptions", [.. stated.Select(assumption => (ScenarioStep)new AssertCondition(assumption.Condition ?? new Always(), false, null, assumption.Span, assumption.Words))], agreement.Agreements[0].Span)],
            Readings = [],
        };

    private static IEnumerable<Play> Courses(Machine machine)
    {
        foreach (var parties in (int[])[3, ManyParties])
        {
            var setting = Setting.Of(machine, parties);
            yield return Play.Begin(machine).Wait(setting.Start.State.Now);
            yield return setting.Start;
            if (setting.WithoutRests is { } bare)
            {
                yield return bare;
            }
            foreach (var play in new Reach(setting).Plays)
            {
                yield return play;
            }
            if (setting.Representatives.IsEmpty)
            {
                yield break;
            }
        }
    }

    private void Tell(ImmutableArray<Assumption> which, string what) =>
        findings.AddTextual(
            Level.Error,
            Codes.Contradiction,
            string.Join(" and ", which.Select(assumption => $"“{assumption.Words.TrimEnd('.')}”")),
            $"Contradiction: what is assumed {what}.",
            "From assumptions that cannot be true anything follows: every verdict that rests on them is empty.",
            "Drop one of them, or mend the text so that they can be true.",
            which[0].Span
        );
}
