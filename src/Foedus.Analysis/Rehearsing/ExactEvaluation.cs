using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>How likely the promise is kept by each of some moments, summed over the whole course tree: conducts are independent here.</summary>
internal sealed class ExactEvaluation(CourseTree tree, ChanceTable table, ImmutableArray<long> times)
{
    private readonly Dictionary<int, double[]> values = [];
    private readonly Dictionary<string, CountDistribution> distributions = new(StringComparer.Ordinal);

    /// <summary>By time.</summary>
    public double[] AtRoot() => Of(tree.Root);

    /// <summary>
    /// Whether, at every node, wherever the plan's ranges let chance move from a worse to a better outcome of one actor, what
    /// follows is at least as good. If so, no numbers within the ranges lead beyond their ends: by induction from the last
    /// nodes, since the value of each node is then the mean of an increasing function.
    /// </summary>
    public bool IsMonotone()
    {
        AtRoot();
        var seen = new HashSet<int>();
        var open = new Stack<CourseNode>();
        open.Push(tree.Root);
        while (open.TryPop(out var node))
        {
            if (node.IsEnd || !seen.Add(node.Id))
            {
                continue;
            }
            foreach (var (assignment, child) in Children(node))
            {
                open.Push(child);
                if (!IsMonotone(node, assignment, child))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private bool IsMonotone(CourseNode node, int[][] assignment, CourseNode child)
    {
        for (var group = 0; group < assignment.Length; group++)
        {
            for (var actor = 0; actor < assignment[group].Length; actor++)
            {
                foreach (var better in node.Groups[group].BetterThan(assignment[group][actor], actor))
                {
                    int[][] improved = [.. assignment.Select(own => (int[])own.Clone())];
                    improved[group][actor] = better;
                    var (before, after) = (Of(child), Of(tree.Follow(node, improved)));
                    for (var i = 0; i < times.Length; i++)
                    {
                        if (after[i] < before[i] - 1e-12)
                        {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private static IEnumerable<(int[][] Assignment, CourseNode Child)> Children(CourseNode node) =>
        node.Bundles.Values.SelectMany(bundle =>
            bundle.Common is { } common ? [(bundle.Sorted, common)] : bundle.Apart.Values.ToList()
        );

    private double[] Of(CourseNode node)
    {
        if (values.TryGetValue(node.Id, out var known))
        {
            return known;
        }
        var sum = new double[times.Length];
        if (node.IsEnd)
        {
            for (var i = 0; i < times.Length; i++)
            {
                sum[i] = node.KeptAt is { } at && at <= times[i] ? 1 : 0;
            }
        }
        else
        {
            foreach (var bundle in node.Bundles.Values)
            {
                if (bundle.Common is { } common)
                {
                    Add(sum, common, Together(node, bundle.Sorted));
                    continue;
                }
                foreach (var (assignment, child) in bundle.Apart.Values)
                {
                    Add(sum, child, Apart(node, assignment));
                }
            }
        }
        return values[node.Id] = sum;
    }

    private void Add(double[] sum, CourseNode child, double chance)
    {
        if (chance == 0)
        {
            return;
        }
        var own = Of(child);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += chance * own[i];
        }
    }

    private double Together(CourseNode node, int[][] sorted)
    {
        var chance = 1.0;
        for (var i = 0; i < sorted.Length && chance > 0; i++)
        {
            var group = node.Groups[i];
            if (!distributions.TryGetValue(group.Signature, out var distribution))
            {
                distributions[group.Signature] = distribution = new CountDistribution(group, table);
            }
            chance *= distribution.Of(sorted[i]);
        }
        return chance;
    }

    private double Apart(CourseNode node, int[][] assignment)
    {
        var chance = 1.0;
        for (var i = 0; i < assignment.Length; i++)
        {
            var group = node.Groups[i];
            for (var actor = 0; actor < assignment[i].Length; actor++)
            {
                for (var ask = 0; ask < group.Asks[actor].Length; ask++)
                {
                    chance *= table.Of(group.Asks[actor][ask].Variable)[group.OutcomeOf(assignment[i][actor], ask)];
                }
            }
        }
        return chance;
    }
}
