namespace Foedus.Analysis.Rehearsing;

/// <summary>A correlation at work: as a mixture of worlds in which actors are independent, and as a source of samples.</summary>
internal abstract class Dependence
{
    /// <summary>The finest mixture that is tried.</summary>
    public const int MostPoints = 2049;

    public static Dependence Of(Correlation correlation) =>
        correlation switch
        {
            OneFactor factor => new FactorDependence(factor),
            CorrelationMatrix matrix => new MatrixDependence(matrix),
            CommonCauses causes => new CauseDependence(causes),
            _ => new NoDependence(),
        };

    /// <summary>Whether it is a mixture of worlds in which actors are independent.</summary>
    public virtual bool IsMixture => true;

    /// <summary>Whether finer and finer mixtures only come near it.</summary>
    public virtual bool IsIntegral => false;

    /// <param name="points">How fine, where it is an integral.</param>
    public abstract IEnumerable<(double Weight, ChanceTable Table)> Worlds(ChanceTable table, int points);

    /// <exception cref="PlanGapException">The correlation does not fit the chances of those it is about.</exception>
    public virtual void Check(IEnumerable<Variable> variables) { }

    /// <summary>A world drawn at random.</summary>
    public abstract IWorld Draw(SeededGenerator generator, ChanceTable table);
}

/// <summary>One world drawn at random: what each actor does in it.</summary>
internal interface IWorld
{
    /// <param name="moment">Which question of this course it is; everyone asked at that moment is asked under the same number.</param>
    int Choose(Variable variable, int moment);
}

internal sealed class NoDependence : Dependence
{
    public override IEnumerable<(double Weight, ChanceTable Table)> Worlds(ChanceTable table, int points) =>
        [(1, table)];

    public override IWorld Draw(SeededGenerator generator, ChanceTable table) => new World(generator, table);

    private sealed class World(SeededGenerator generator, ChanceTable table) : IWorld
    {
        public int Choose(Variable variable, int moment) => Outcomes.At(table.Of(variable), generator.Uniform());
    }
}

/// <summary>Picks the outcome of a rank: outcomes stand from the best to the worst, so a low rank is a good one.</summary>
internal static class Outcomes
{
    public static int At(double[] chances, double rank)
    {
        var last = 0;
        for (var i = 0; i < chances.Length; i++)
        {
            if (chances[i] > 0)
            {
                last = i;
                if (rank < chances[i])
                {
                    return i;
                }
            }
            rank -= chances[i];
        }
        return last;
    }

    /// <summary>The chance of all good outcomes together.</summary>
    public static double Good(Variable variable, double[] chances)
    {
        var sum = 0.0;
        for (var i = 0; i < chances.Length; i++)
        {
            sum += variable.Outcomes[i].IsGood ? chances[i] : 0;
        }
        return sum;
    }
}
