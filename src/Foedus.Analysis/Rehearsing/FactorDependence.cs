namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// A Gaussian copula with one factor. An actor's latent is √ρ·Z + √(1−ρ)·ε, with Z common to all and ε its own for every
/// question; the higher it lies, the better the outcome. Given Z, actors are independent.
/// </summary>
internal sealed class FactorDependence(OneFactor factor) : Dependence
{
    /// <summary>Beyond so many standard deviations of the factor nothing is left that double precision could show.</summary>
    private const double Reach = 8.5;

    public override bool IsIntegral => true;

    /// <summary>The trapezoidal rule: for a smooth integrand that vanishes at both ends its error falls faster than any power of the step.</summary>
    public override IEnumerable<(double Weight, ChanceTable Table)> Worlds(ChanceTable table, int points)
    {
        var step = 2 * Reach / (points - 1);
        for (var i = 0; i < points; i++)
        {
            var z = -Reach + (i * step);
            yield return (
                step * NormalDistribution.Density(z),
                new ChanceTable(variable => Given(variable, table.Of(variable), z))
            );
        }
    }

    public override IWorld Draw(SeededGenerator generator, ChanceTable table) =>
        new World(this, generator, table, generator.Normal());

    private double[] Given(Variable variable, double[] chances, double z)
    {
        var rho = factor.Of(variable.Actor.Name);
        var given = new double[chances.Length];
        var (sum, before) = (0.0, 0.0);
        for (var i = 0; i < chances.Length; i++)
        {
            sum += chances[i];
            var upTo =
                sum >= 1 - 1e-15
                    ? 1
                    : NormalDistribution.Cumulative(
                        (NormalDistribution.Quantile(sum) + (Math.Sqrt(rho) * z)) / Math.Sqrt(1 - rho)
                    );
            given[i] = upTo - before;
            before = upTo;
        }
        return given;
    }

    private sealed class World(FactorDependence dependence, SeededGenerator generator, ChanceTable table, double z)
        : IWorld
    {
        public int Choose(Variable variable, int moment)
        {
            var rho = dependence.Rho(variable);
            var latent = (Math.Sqrt(rho) * z) + (Math.Sqrt(1 - rho) * generator.Normal());
            return Outcomes.At(table.Of(variable), NormalDistribution.Cumulative(-latent));
        }
    }

    private double Rho(Variable variable) => factor.Of(variable.Actor.Name);
}
