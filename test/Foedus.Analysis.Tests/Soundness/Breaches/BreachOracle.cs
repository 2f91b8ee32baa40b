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
                .Where(open => agreement.Clauses[open.Clause] is { Modality: Modality.Duty, Content: PerformAct content } && agreement.Terms[content.Act].Name == "help")
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
        var kept = course.Happened is null ? Performed(before, clause, course.At).Until(course.At) : before.Until(course.At);
        var otherwise = Standing(before).Concat(Standing(kept)).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var violators = course
            .Results[0]
            .Transitions.Where(made => IsBreach(made, clause))
            .SelectMany(made => drawn.Parties.Where(party => made.Bearer.Includes(machine.ActorNamed(party))))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (_, who) in Standing(course).Where(one => !otherwise.Contains(one.Key)))
        {
            Answered.Add(clause.Index);
            if (who.Exists(actor => !violators.Contains(actor)))
            {
                AnsweredByOthers.Add(clause.Index);
            }
        }
    }

    /// <summary>Whoever owes it performs it, at the last moment.</summary>
    private Course Performed(Course before, Clause clause, long at)
    {
        var act = agreement.Terms[((PerformAct)clause.Content).Act].Name;
        foreach (var open in before.State.OpenInstances().Where(open => open.Clause == clause.Index))
        {
            foreach (var party in drawn.Parties.Where(party => open.Bearer.Includes(machine.ActorNamed(party))))
            {
                before = before.Then(Told.Act(party, act, act is "help" or "send" ? "Ukraine" : null) with { Subject = open.Instance }, at);
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
