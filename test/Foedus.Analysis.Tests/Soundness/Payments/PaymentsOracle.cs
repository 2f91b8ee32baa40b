using System.Collections.Immutable;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Payments;

/// <summary>
/// The least that arrives by the end, by trying everything: each of those who comply acts for each duty at once or at the
/// last moment, in either order of size, and gives what is then still owed; the others vote as they like and give nothing.
/// </summary>
internal sealed class PaymentsOracle(Agreement agreement, PaymentsAgreement drawn)
{
    private const long End = 3 * Drafts.Day;
    private const string Commission = "Commission";

    private readonly Machine machine = Machine.Create(agreement);
    private readonly Dictionary<(ulong, long, decimal, string), decimal> known = [];

    public string[] Actors => [.. drawn.Guarantors, Commission];

    public decimal LeastOf(int failing, bool atOnce) =>
        Enumerable
            .Range(0, 1 << Actors.Length)
            .Select(bits => Actors.Where((_, index) => (bits & (1 << index)) != 0).ToHashSet(StringComparer.Ordinal))
            .Where(coalition => coalition.Count == failing)
            .Min(coalition => LeastAgainst(coalition, atOnce));

    private decimal LeastAgainst(HashSet<string> coalition, bool atOnce)
    {
        known.Clear();
        var start = Drafts.Ratified(drawn.Guarantors.Append("Ukraine"), machine);
        var alarm = start.Then(Told.Report("Ukraine", "alarm"), start.At + Drafts.Day);
        return Least(new Node(alarm, [], []), alarm.At + End, coalition, atOnce);
    }

    private decimal Least(Node node, long end, HashSet<string> coalition, bool atOnce)
    {
        if (node.Course.At >= end)
        {
            return node.Given.Sum(gift => gift.Size);
        }
        var key = (
            node.Course.State.CanonicalHash(),
            node.Course.At,
            node.Given.Sum(gift => gift.Size),
            string.Join('|', node.Settled.Order(StringComparer.Ordinal)) + string.Join('|', node.Given)
        );
        if (!known.TryGetValue(key, out var least))
        {
            known[key] = least = Next(node, end, coalition, atOnce).Min(next => Least(next, end, coalition, atOnce));
        }
        return least;
    }

    private IEnumerable<Node> Next(Node node, long end, HashSet<string> coalition, bool atOnce)
    {
        var (course, state) = (node.Course, node.Course.State);
        var fresh = Tasks(state, coalition).Where(task => !node.Settled.Contains(task.Key)).ToList();
        if (fresh.Count > 0)
        {
            var settled = node.Settled.Union(fresh.Select(task => task.Key));
            foreach (var chosen in Choices(fresh, atOnce))
            {
                foreach (var order in Orders(chosen))
                {
                    yield return Done(node, order, course.At + 1) with
                    {
                        Settled = settled,
                    };
                }
            }
            yield break;
        }
        if (state.NextDeadline is not { } deadline || deadline > end)
        {
            yield return node with
            {
                Course = course.Until(end),
            };
            yield break;
        }
        var due = atOnce
            ? []
            : Tasks(state, coalition)
                .Where(task => task.Until == deadline && !task.IsHostile)
                .Select(task => (task, task.Options[0]))
                .ToList();
        foreach (var order in Orders(due))
        {
            var done = Done(node, order, deadline);
            yield return done with
            {
                Course = done.Course.Until(deadline),
            };
        }
    }

    /// <summary>What each may do: those who comply vote yes and perform, for a duty of several one of them; the others vote or do not.</summary>
    private IEnumerable<Assignment> Tasks(State state, HashSet<string> coalition)
    {
        foreach (var open in state.OpenDecisions())
        {
            foreach (
                var elector in agreement.Decisions[0].Stages[0].Electorate.Body is null
                    ? drawn.Guarantors
                    : [Commission]
            )
            {
                Deed Votes(Vote vote) => new(elector, open.Instance, null, vote);
                var isHostile = coalition.Contains(elector);
                yield return new Assignment(
                    $"vote {elector}",
                    open.Until,
                    isHostile ? [Votes(Vote.Yes), Votes(Vote.No)] : [Votes(Vote.Yes)],
                    isHostile
                );
            }
        }
        foreach (
            var open in state
                .OpenInstances()
                .Where(open =>
                    open.NormState == NormState.Active && agreement.Clauses[open.Clause].Modality == Modality.Duty
                )
        )
        {
            var able = drawn
                .Guarantors.Where(party =>
                    open.Bearer.Includes(machine.ActorNamed(party)) && !coalition.Contains(party)
                )
                .Select(party => new Deed(party, open.Instance, open, Vote.None))
                .ToArray();
            if (able.Length > 0)
            {
                yield return new Assignment($"{open.Clause} {machine.NameOf(open.Bearer)}", open.Until, able, false);
            }
        }
    }

    /// <summary>Each task done now in one of its ways, or left: by who does not comply for good, by who does to the last moment.</summary>
    private static IEnumerable<List<(Assignment Task, Deed Deed)>> Choices(List<Assignment> tasks, bool atOnce)
    {
        IEnumerable<List<(Assignment, Deed)>> chosen =
        [
            [],
        ];
        foreach (var task in tasks)
        {
            chosen = chosen
                .SelectMany(rest =>
                    task.Options.Select(deed => (List<(Assignment, Deed)>)[.. rest, (task, deed)])
                        .Concat(atOnce && !task.IsHostile ? [] : [rest])
                )
                .ToList();
        }
        return chosen;
    }

    private IEnumerable<List<Deed>> Orders(List<(Assignment Task, Deed Deed)> chosen)
    {
        yield return [.. chosen.Select(each => each.Deed).OrderBy(deed => deed.Owed is { } open ? Demand(open) : 0)];
        yield return
        [
            .. chosen.Select(each => each.Deed).OrderByDescending(deed => deed.Owed is { } open ? Demand(open) : 1000),
        ];
        // Votes after the acts of the same moment.
        if (chosen.Exists(each => each.Deed.Owed is null) && chosen.Exists(each => each.Deed.Owed is not null))
        {
            yield return
            [
                .. chosen.Select(each => each.Deed).OrderBy(deed => deed.Owed is { } open ? Demand(open) : 1000),
            ];
            yield return
            [
                .. chosen.Select(each => each.Deed).OrderByDescending(deed => deed.Owed is { } open ? Demand(open) : 0),
            ];
        }
    }

    private Node Done(Node node, List<Deed> deeds, long at)
    {
        var (course, given) = (node.Course, node.Given);
        foreach (var deed in deeds)
        {
            if (deed.Owed is not { } owed)
            {
                var ballot = Told.Ballot(deed.By, "Relief", deed.Vote) with { Subject = deed.Instance };
                course = course.Then(
                    deed.By == Commission ? ballot with { Data = ballot.Data with { Member = "1" } } : ballot,
                    at
                );
                continue;
            }
            if (
                !course
                    .State.OpenInstances()
                    .Any(open =>
                        open.Clause == owed.Clause
                        && open.NormState == NormState.Active
                        && machine.NameOf(open.Bearer) == machine.NameOf(owed.Bearer)
                    )
            )
            {
                continue;
            }
            var isForAll = agreement.Clauses[owed.Clause].Bearer.Quantifier == Quantifier.JointlyAndSeverally;
            var size =
                Demand(owed)
                - given.Where(gift => gift.At >= owed.Since && (isForAll || gift.By == deed.By)).Sum(gift => gift.Size);
            if (size > 0)
            {
                course = course.Then(Gift(deed, owed, size), at);
                given = given.Add((deed.By, at, size));
            }
        }
        return node with { Course = course.At < at ? course.Until(at) : course, Given = given };
    }

    private Event Gift(Deed deed, OpenInstance owed, decimal size)
    {
        var isSum = Content(owed).Amount is not null;
        var act = Told.Act(deed.By, isSum ? "pay" : "provide", "Ukraine") with { Subject = deed.Instance };
        return act with
        {
            Data = isSum
                ? act.Data with
                {
                    Quantity = size,
                    Unit = "EUR",
                }
                : act.Data with
                {
                    Items = [.. Enumerable.Repeat("military", (int)size)],
                },
        };
    }

    private decimal Demand(OpenInstance owed) =>
        Content(owed) is var content && content.Amount is { } amount ? amount.Value : content.Items?.Minimum ?? 1;

    private PerformAct Content(OpenInstance owed) => (PerformAct)agreement.Clauses[owed.Clause].Content;

    private sealed record Node(
        Course Course,
        ImmutableHashSet<string> Settled,
        ImmutableList<(string By, long At, decimal Size)> Given
    );

    private sealed record Deed(string By, string Instance, OpenInstance? Owed, Vote Vote);

    private sealed record Assignment(string Key, long? Until, Deed[] Options, bool IsHostile);
}
