namespace Foedus.Analysis.Rehearsing;

/// <summary>Builds a whole course tree, unless that is too much.</summary>
internal sealed class CourseExpansion(CourseTree tree, long mostAssignments = CourseExpansion.MostAssignments)
{
    private const long MostWork = 1_500_000;
    private const long MostAssignments = 40_000;

    private long assignments;

    /// <summary>Why it was too much; null where the whole tree is there.</summary>
    public string? Reason { get; private set; }

    public bool TryExpand()
    {
        var seen = new HashSet<int>();
        var open = new Stack<CourseNode>();
        open.Push(tree.Root);
        while (open.TryPop(out var node))
        {
            if (node.IsEnd || !seen.Add(node.Id))
            {
                continue;
            }
            if (node.Groups.Any(group => !CountDistribution.IsFeasible(group)) || Combinations(node) > mostAssignments)
            {
                Reason = "too many combinations of conduct at one moment";
                return false;
            }
            foreach (var sorted in Product(node, 0))
            {
                var bundle = tree.BundleOf(node, sorted);
                if (bundle.Common is { } common)
                {
                    open.Push(common);
                }
                else
                {
                    foreach (var assignment in Orders(bundle.Sorted, 0))
                    {
                        open.Push(tree.Follow(node, assignment));
                        if (IsTooMuch())
                        {
                            return false;
                        }
                    }
                }
                if (IsTooMuch())
                {
                    return false;
                }
            }
        }
        return true;
    }

    private bool IsTooMuch()
    {
        if (++assignments <= mostAssignments && tree.Work <= MostWork)
        {
            return false;
        }
        Reason = "too many courses to follow all of them";
        return true;
    }

    private static double Combinations(CourseNode node)
    {
        var product = 1.0;
        foreach (var group in node.Groups)
        {
            // Choosing counts of outcomes that add up to the size of the group.
            for (var i = 1; i < group.Joint; i++)
            {
                product *= (double)(group.Size + i) / i;
            }
        }
        return product;
    }

    private static IEnumerable<int[][]> Product(CourseNode node, int from)
    {
        if (from == node.Groups.Length)
        {
            yield return [];
            yield break;
        }
        foreach (var own in Sorted(node.Groups[from].Size, node.Groups[from].Joint, 0))
        {
            foreach (var rest in Product(node, from + 1))
            {
                yield return [own, .. rest];
            }
        }
    }

    private static IEnumerable<int[]> Sorted(int size, int outcomes, int least)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }
        if (least == outcomes - 1)
        {
            yield return [.. Enumerable.Repeat(least, size)];
            yield break;
        }
        for (var count = size; count >= 0; count--)
        {
            foreach (var rest in Sorted(size - count, outcomes, least + 1))
            {
                yield return [.. Enumerable.Repeat(least, count), .. rest];
            }
        }
    }

    /// <summary>Every way to give a group's outcomes to its actors, for all groups.</summary>
    private static IEnumerable<int[][]> Orders(int[][] sorted, int from)
    {
        if (from == sorted.Length)
        {
            yield return [];
            yield break;
        }
        foreach (var own in Permutations(sorted[from]))
        {
            foreach (var rest in Orders(sorted, from + 1))
            {
                yield return [own, .. rest];
            }
        }
    }

    /// <summary>The distinct orders, from the sorted one on (each the next greater).</summary>
    private static IEnumerable<int[]> Permutations(int[] sorted)
    {
        var order = (int[])sorted.Clone();
        while (true)
        {
            yield return (int[])order.Clone();
            var i = order.Length - 2;
            while (i >= 0 && order[i] >= order[i + 1])
            {
                i--;
            }
            if (i < 0)
            {
                yield break;
            }
            var j = order.Length - 1;
            while (order[j] <= order[i])
            {
                j--;
            }
            (order[i], order[j]) = (order[j], order[i]);
            Array.Reverse(order, i + 1, order.Length - i - 1);
        }
    }
}
