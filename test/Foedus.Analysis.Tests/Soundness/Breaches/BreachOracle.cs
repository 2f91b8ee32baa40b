using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Breaches;

/// <summary>
/// Runs every short course, and wherever a norm is breached runs it once more with the norm kept at that moment: what then
/// stands only after the breach is what the breach opens.
/// </summary>
internal sealed class BreachOracle
{
    private const int Length = 4;

    private readonly Agreement agreement;
    private readonly Machine machine;
    private readonly RandomBreach drawn;

    public BreachOracle(Agreement agreement, RandomBreach drawn)
    {
        this.agreement = agreement;
        this.drawn = drawn;
        machine = Machine.Create(agreement);
        var begin = Drafts.Ratified(drawn.Parties, machine);
        begin = begin.Until(begin.At + Drafts.Day);
        List<Event> alphabet =
        [
            Told.Report("Ukraine", "alarm"),
            Told.Report("Ukraine", "flood"),
            .. drawn.Parties.Select(by => Told.Act(by, "strike")),
            Told.Act("France", "help", "Ukraine"),
            Told.Act("France", "send", "Ukraine"),
            Told.Act("France", "report"),
        ];
        foreach (var course in begin.Steps(alphabet, Length))
        {
            foreach (var clause in agreement.Clauses.Where(clause => Broken(course, clause)))
            {
                Breached.Add(clause.Index);
                Judge(course, clause);
            }
        }
        var alarmed = begin.Then(Told.Report("Ukraine", "alarm"), begin.At + Drafts.Day);
        Serving =
        [
            .. alarmed
                .State.OpenInstances()
                .Where(open =>
                    agreement.Clauses[open.Clause] is { Modality: Modality.Duty, Content: PerformAct content }
                    && agreement.Terms[content.Act].Name == "help"
                )
                .Select(open => open.Clause),
        ];
    }

    /// <summary>Norms that some course breaches.</summary>
    public SortedSet<int> Breached { get; } = [];

    /// <summary>Norms of which some breach opens something.</summary>
    public SortedSet<int> Answered { get; } = [];

    /// <summary>Norms of which some breach opens something for others than who is in breach.</summary>
    public SortedSet<int> AnsweredByOthers { get; } = [];

    /// <summary>Duties that deliver what is promised.</summary>
    public SortedSet<int> Serving { get; }

    private void Judge(Course course, Clause clause)
    {
        var before = course.Back().ElementAt(1);
        var violators = course
            .Results[0]
            .Transitions.Where(made => IsBreach(made, clause))
            .SelectMany(made => drawn.Parties.Where(party => made.Bearer.Includes(machine.ActorNamed(party))))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var violator in violators)
        {
            if (course.Happened is not null)
            {
                Compare(clause, violator, before, course, before.Until(course.At - 1));
                continue;
            }
            // It fails alone; where one of the others does for all, they all fail.
            var alone = Performed(before, clause, course.At, violator).Until(course.At);
            Compare(
                clause,
                violator,
                before,
                Broken(alone, clause) ? alone : course,
                Performed(before, clause, course.At, but: null).Until(course.At)
            );
        }
    }

    private void Compare(Clause clause, string violator, Course before, Course broken, Course kept)
    {
        var otherwise = Standing(before)
            .Concat(Standing(kept))
            .Select(one => one.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (_, who) in Standing(broken).Where(one => !otherwise.Contains(one.Key)))
        {
            Answered.Add(clause.Index);
            if (who.Exists(actor => actor != violator))
            {
                AnsweredByOthers.Add(clause.Index);
            }
        }
        // Or others are no longer bound by what would bind them.
        var still = Standing(broken).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var stood = Standing(before).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        if (
            Standing(kept)
                .Any(one =>
                    stood.Contains(one.Key)
                    && !still.Contains(one.Key)
                    && !one.Key.StartsWith($"{clause.Index} ", StringComparison.Ordinal)
                    && Binds(one.Key)
                    && one.Who.Exists(actor => actor != violator)
                )
        )
        {
            Answered.Add(clause.Index);
            AnsweredByOthers.Add(clause.Index);
        }
    }

    private bool Binds(string key) =>
        int.TryParse(key.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var clause)
        && agreement.Clauses[clause].Modality is Modality.Duty or Modality.Prohibition;

    /// <summary>Whoever owes it performs it at the last moment, but one.</summary>
    private Course Performed(Course before, Clause clause, long at, string? but)
    {
        var act = agreement.Terms[((PerformAct)clause.Content).Act].Name;
        foreach (
            var open in before.State.OpenInstances().Where(open => open.Clause == clause.Index && open.Until == at)
        )
        {
            foreach (
                var party in drawn.Parties.Where(party =>
                    party != but && open.Bearer.Includes(machine.ActorNamed(party))
                )
            )
            {
                before = before.Then(
                    Told.Act(party, act, act is "help" or "send" ? "Ukraine" : null) with
                    {
                        Subject = open.Instance,
                    },
                    at
                );
            }
        }
        return before;
    }

    /// <summary>What binds, is enabled or is to be decided, and whom it is for.</summary>
    private IEnumerable<(string Key, List<string> Who)> Standing(Course course)
    {
        foreach (var open in course.State.OpenInstances())
        {
            if (open.NormState == NormState.Active || open.PowerState == PowerState.Enabled)
            {
                yield return (
                    $"{open.Clause} {open.Instance} {machine.NameOf(open.Bearer)}",
                    [.. drawn.Parties.Where(party => open.Bearer.Includes(machine.ActorNamed(party)))]
                );
            }
        }
        foreach (var open in course.State.OpenDecisions())
        {
            var isCourt = agreement.Decisions[open.Decision].Words.Contains("by the Court", StringComparison.Ordinal);
            yield return ($"decision {open.Instance}", isCourt ? ["Court"] : [.. drawn.Parties[..^1]]);
        }
    }

    private static bool Broken(Course course, Clause clause) =>
        course.Results[0].Transitions.Any(made => IsBreach(made, clause));

    private static bool IsBreach(Transition made, Clause clause) =>
        made.Kind == TransitionKind.Norm && made.Index == clause.Index && made.NormTo == NormState.Violated;
}
