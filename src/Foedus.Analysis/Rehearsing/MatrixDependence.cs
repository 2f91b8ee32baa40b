namespace Foedus.Analysis.Rehearsing;

/// <summary>A Gaussian copula with a correlation for each pair. At every moment at which conduct is open, the latents of all are drawn anew.</summary>
internal sealed class MatrixDependence(CorrelationMatrix matrix) : Dependence
{
    public override bool IsMixture => false;

    public override IEnumerable<(double Weight, ChanceTable Table)> Worlds(ChanceTable table, int points) =>
        throw new InvalidOperationException("A correlation of each pair is no mixture of independent worlds.");

    public override IWorld Draw(SeededGenerator generator, ChanceTable table) => new World(matrix, generator, table);

    private sealed class World(CorrelationMatrix matrix, SeededGenerator generator, ChanceTable table) : IWorld
    {
        private double[] latents = [];
        private int drawnAt = -1;

        public int Choose(Variable variable, int moment)
        {
            var row = matrix.Names.IndexOf(variable.Actor.Name);
            if (row < 0 || variable.Actor.Member > 0)
            {
                return Outcomes.At(table.Of(variable), generator.Uniform());
            }
            if (drawnAt != moment)
            {
                drawnAt = moment;
                var own = matrix.Names.Select(_ => generator.Normal()).ToArray();
                latents = [.. matrix.Factor.Select(factor => factor.Select((weight, i) => weight * own[i]).Sum())];
            }
            return Outcomes.At(table.Of(variable), NormalDistribution.Cumulative(-latents[row]));
        }
    }
}
