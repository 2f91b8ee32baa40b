namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// How likely so many of a group choose each outcome, where each actor chooses by itself with chances of its own: the
/// Poisson multinomial distribution, by adding one actor after the other.
/// </summary>
internal sealed class CountDistribution
{
    /// <summary>More cells than this are not kept; the rehearsal is then not done exactly.</summary>
    private const long MostCells = 300_000;

    private readonly double[] chances;
    private readonly long[] weights;

    public CountDistribution(AskGroup group, ChanceTable table)
    {
        weights = WeightsOf(group.Size, group.Joint);
        var largest = (int)(weights.Length == 0 ? 0 : weights[^1] * group.Size);
        chances = new double[largest + 1];
        chances[0] = 1;
        var reached = 0;
        foreach (var asks in group.Asks)
        {
            var own = ChancesOf(group, asks, table);
            for (var cell = reached; cell >= 0; cell--)
            {
                var here = chances[cell];
                if (here == 0)
                {
                    continue;
                }
                chances[cell] = here * own[0];
                for (var outcome = 1; outcome < own.Length; outcome++)
                {
                    if (own[outcome] > 0)
                    {
                        chances[cell + weights[outcome - 1]] += here * own[outcome];
                    }
                }
            }
            reached += (int)(weights.Length == 0 ? 0 : weights[^1]);
        }
    }

    /// <summary>Whether there are few enough counts to keep.</summary>
    public static bool IsFeasible(AskGroup group) => Math.Pow(group.Size + 1, group.Joint - 1) <= MostCells;

    /// <summary>The chances of one actor's joint outcomes; what it is asked, it decides apart.</summary>
    public static double[] ChancesOf(
        AskGroup group,
        System.Collections.Immutable.ImmutableArray<Ask> asks,
        ChanceTable table
    )
    {
        var own = new double[group.Joint];
        for (var joint = 0; joint < own.Length; joint++)
        {
            own[joint] = 1;
            for (var i = 0; i < asks.Length; i++)
            {
                own[joint] *= table.Of(asks[i].Variable)[group.OutcomeOf(joint, i)];
            }
        }
        return own;
    }

    /// <param name="outcomes">The joint outcomes of the actors, in any order.</param>
    public double Of(int[] outcomes)
    {
        var cell = 0L;
        foreach (var outcome in outcomes)
        {
            cell += outcome == 0 ? 0 : weights[outcome - 1];
        }
        return chances[cell];
    }

    private static long[] WeightsOf(int size, int outcomes)
    {
        var weights = new long[outcomes - 1];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = i == 0 ? 1 : weights[i - 1] * (size + 1);
        }
        return weights;
    }
}
