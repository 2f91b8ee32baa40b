using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// The promise as a function of who does its best and who does its worst, where best and worst are what the plan holds
/// possible: what importance and cut sets are about. Bodies count as one.
/// </summary>
internal sealed class Structure
{
    private readonly CourseTree tree;
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    public Structure(CourseTree tree, Cast cast)
    {
        this.tree = tree;
        // Who cannot but do one thing has no part in it.
        var open = cast.Variables.Where(variable => variable.Best != variable.Worst).ToList();
        Kinds =
        [
            .. open.Select(variable => variable.Actor.Player)
                .Distinct()
                .Order()
                .Select(player => (Player: player, Like: Likeness(cast, player)))
                .GroupBy(entry => entry.Like)
                .Select(group => group.Select(entry => entry.Player).ToImmutableArray()),
        ];
        Players = [.. Kinds.SelectMany(kind => kind).Order()];
    }

    /// <summary>Players, those together that can be exchanged for one another.</summary>
    public ImmutableArray<ImmutableArray<int>> Kinds { get; }

    public ImmutableArray<int> Players { get; }

    /// <summary>How many different sets of failing players there are, but for exchanges.</summary>
    public double Combinations => Kinds.Aggregate(1.0, (product, kind) => product * (kind.Length + 1));

    /// <summary>Whether the promise is kept although so many of each kind do their worst, be it by refusing or by doing nothing.</summary>
    public bool IsKept(IReadOnlyList<int> failing)
    {
        var key = string.Join(',', failing);
        if (!known.TryGetValue(key, out var isKept))
        {
            var failed = Kinds.SelectMany((kind, i) => kind.Take(failing[i])).ToHashSet();
            known[key] = isKept = IsKept(failed);
        }
        return isKept;
    }

    public bool IsKept(IReadOnlySet<int> failed) =>
        CourseSampler.Walk(
            tree,
            (variable, _) => failed.Contains(variable.Actor.Player) ? variable.Worst : variable.Best
        )
            is not null
        && CourseSampler.Walk(
            tree,
            (variable, _) => failed.Contains(variable.Actor.Player) ? variable.Idle : variable.Best
        )
            is not null;

    private static string Likeness(Cast cast, int player)
    {
        var own = cast.Variables.Where(variable => variable.Actor.Player == player).ToList();
        // Bodies, and parties that the text names, are like nobody else.
        return own[0].Actor.Class != "parties"
            ? $"{player}"
            : "parties "
                + string.Join(
                    ';',
                    own.Select(variable =>
                            $"{string.Join(',', variable.Outcomes)} {variable.Best} {variable.Worst} {variable.Idle}"
                        )
                        .Order(StringComparer.Ordinal)
                );
    }
}
