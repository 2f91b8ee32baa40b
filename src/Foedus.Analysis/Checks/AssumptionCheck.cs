using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>Whether what is assumed can be true at all: each assumption, all together, and together with the occasions of the promises.</summary>
/// <param name="torn">Duties, each with a prohibition that cannot be kept beside it.</param>
internal sealed class AssumptionCheck(
    Agreement agreement,
    IReadOnlyList<(Clause Duty, Clause Ban)> torn,
    FindingList findings,
    List<string> bounds
)
{
    private const long Day = 86_400_000;
    private const int ManyParties = 8;
    private const int MostOccasions = 400;

    /// <summary>An occasion may come at once, or after what was remembered has faded.</summary>
    private static readonly ImmutableArray<long> Pauses = [1000, Day];

    private readonly ImmutableArray<Assumption> stated =
    [
        .. agreement.Assumptions.Where(assumption =>
            assumption.Kind is AssumptionKind.Holds or AssumptionKind.AtMostOccurrences
            && assumption.Condition is not null
        ),
    ];

    public void Check()
    {
        bounds.AddRange(
            agreement.Assumptions.Select(assumption =>
                $"assumed: {assumption.Words.Replace("It is assumed that ", "", StringComparison.Ordinal)}"
            )
        );
        Conflicts();
        if (stated.IsEmpty)
        {
            return;
        }
        var machine = Machine.Create(Probing());
        var courses = Courses(machine).ToList();
        var holds = courses
            .SelectMany(AndLater)
            .ToList()
            .ConvertAll(play => stated.Select(assumption => Holds(machine, play, assumption)).ToArray());
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
        // What is never true excludes every occasion: that is said already.
        var possible = stated.RemoveRange(never);
        foreach (var promise in agreement.Guarantees)
        {
            var triggers = new TriggerCourses(Setting.Of(machine, ManyParties));
            var occasions = courses
                .SelectMany(course => Pauses.SelectMany(pause => Occasions(triggers, promise.Trigger, course, pause)))
                .Take(MostOccasions)
                .Select(play => possible.Select(assumption => Holds(machine, play, assumption)).ToArray())
                .ToList();
            if (occasions.Count > 0 && !occasions.Exists(true_ => true_.All(value => value)))
            {
                var excluding = possible
                    .Where((_, index) => !occasions.Exists(true_ => true_[index]))
                    .ToImmutableArray();
                Tell(
                    excluding.IsEmpty ? possible : excluding,
                    $"excludes the occasion of {Norms.Replay.ProvisionReference.Of(promise.Id)}: what is promised then is never tested"
                );
            }
        }
    }

    /// <summary>The second occurrence is the one after the first: what the course holds already counts.</summary>
    private IEnumerable<Play> Occasions(TriggerCourses triggers, Trigger trigger, Play course, long pause)
    {
        if (trigger is not Nth { Of: OnEvent on } nth || agreement.Terms[on.Term] is not EventTerm term)
        {
            return triggers.To(trigger, course, pause);
        }
        var before = course
            .Events()
            .Count(told => told.Type == EventType.OccurrenceReported && told.Data.Name == term.Name);
        IEnumerable<Play> plays = before < nth.N ? [course] : [];
        for (var i = before; i < nth.N; i++)
        {
            plays = plays.SelectMany(play => triggers.To(on, play, pause)).Take(1).ToList();
        }
        return plays;
    }

    /// <summary>Who is assumed to comply with everything cannot, where two of its norms cannot be kept together.</summary>
    private void Conflicts()
    {
        var possible = Setting.Of(Machine.Create(agreement), ManyParties).Possible;
        foreach (var (duty, ban) in torn.OrderBy(pair => pair.Duty.Span.Start))
        {
            bool IsTorn(string party) =>
                possible.Contains(duty.Bearer.Who, party) && possible.Contains(ban.Bearer.Who, party);
            if (
                agreement.Assumptions.FirstOrDefault(assumption =>
                    assumption is { Kind: AssumptionKind.Complies, Clause: null, Who: { } who }
                    && possible.Parties.Any(party => IsTorn(party) && possible.Contains(who, party))
                ) is
                { } complies
            )
            {
                Tell(
                    [complies],
                    $"cannot be true: {FindingList.Place(duty)} and {FindingList.Place(ban)} cannot be kept together"
                );
                return;
            }
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

    private static bool Holds(Machine machine, Play play, Assumption assumption) =>
        assumption.Condition is { } condition && machine.Holds(play.State, condition);

    /// <summary>The machine keeps only what its conditions ask about: a scenario that asserts them makes it keep what these ask.</summary>
    private Agreement Probing() =>
        agreement with
        {
            Scenarios =
            [
                new Scenario(
                    "assumptions",
                    [
                        .. stated.Select(assumption =>
                            (ScenarioStep)
                                new AssertCondition(
                                    assumption.Condition ?? new Always(),
                                    false,
                                    null,
                                    assumption.Span,
                                    assumption.Words
                                )
                        ),
                    ],
                    agreement.Agreements[0].Span
                ),
            ],
            Readings = [],
        };

    /// <summary>What was remembered may have faded a year later.</summary>
    private static IEnumerable<Play> AndLater(Play play) =>
        play.State.Now == long.MinValue ? [play] : [play, play.Wait(play.State.Now + (400 * Day))];

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
                break;
            }
        }
        // And as long as nobody has consented.
        foreach (var play in new Reach(Setting.Of(machine, 3, absent: _ => true)).Plays)
        {
            yield return play;
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
