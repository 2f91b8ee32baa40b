using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// Each player's part in the promise after Shapley (1953): if players come to do their best one after the other, in any
/// order alike, how often it is this one that tips the promise from broken to kept.
/// </summary>
internal sealed class ShapleyValues
{
    private const double MostExact = 40_000;
    private const int Orders = 4_000;

    public ShapleyValues(Structure structure, SeededGenerator generator)
    {
        IsExact = structure.Combinations <= MostExact;
        Of = IsExact ? Exact(structure) : Sampled(structure, generator);
    }

    /// <summary>By player; all together 1, or 0 where the promise is broken even if all do their best.</summary>
    public ImmutableDictionary<int, double> Of { get; }

    public bool IsExact { get; }

    /// <summary>How many orders were drawn, where they were.</summary>
    public static int Drawn => Orders;

    private static ImmutableDictionary<int, double> Exact(Structure structure)
    {
        var kinds = structure.Kinds;
        var size = structure.Players.Length;
        var values = ImmutableDictionary.CreateBuilder<int, double>();
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            var value = 0.0;
            var others = kinds.Select((members, i) => members.Length - (i == kind ? 1 : 0)).ToArray();
            foreach (var before in Below(others, 0))
            {
                // In how many ways such a set can come before the player, and how likely each is.
                var ways = before
                    .Select((count, i) => Choose(others[i], count))
                    .Aggregate(1.0, (product, own) => product * own);
                var weight = ways / (size * Choose(size - 1, before.Sum()));
                var failing = kinds.Select((members, i) => members.Length - before[i]).ToArray();
                var without = structure.IsKept(failing);
                failing[kind]--;
                var with = structure.IsKept(failing);
                value += weight * ((with ? 1 : 0) - (without ? 1 : 0));
            }
            foreach (var player in kinds[kind])
            {
                values[player] = value;
            }
        }
        return values.ToImmutable();
    }

    private static ImmutableDictionary<int, double> Sampled(Structure structure, SeededGenerator generator)
    {
        var tips = structure.Players.ToDictionary(player => player, _ => 0);
        for (var i = 0; i < Orders; i++)
        {
            var order = structure.Players.ToArray();
            for (var last = order.Length - 1; last > 0; last--)
            {
                var other = generator.Below(last + 1);
                (order[last], order[other]) = (order[other], order[last]);
            }
            var failed = structure.Players.ToHashSet();
            var isKept = structure.IsKept(failed);
            foreach (var player in order)
            {
                failed.Remove(player);
                var now = structure.IsKept(failed);
                tips[player] += (now ? 1 : 0) - (isKept ? 1 : 0);
                isKept = now;
            }
        }
        return tips.ToImmutableDictionary(entry => entry.Key, entry => (double)entry.Value / Orders);
    }

    private static IEnumerable<int[]> Below(int[] most, int from)
    {
        if (from == most.Length)
        {
            yield return [];
            yield break;
        }
        for (var own = 0; own <= most[from]; own++)
        {
            foreach (var rest in Below(most, from + 1))
            {
                yield return [own, .. rest];
            }
        }
    }

    private static double Choose(int of, int count)
    {
        var product = 1.0;
        for (var i = 1; i <= count; i++)
        {
            product = product * (of - count + i) / i;
        }
        return product;
    }
}
