using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>How the conducts of several actors hang together.</summary>
public abstract record Correlation;

/// <summary>Not at all.</summary>
public sealed record Independent : Correlation;

/// <summary>A Gaussian copula with one factor, common to all actors and all that they do (Vasicek 1987, Li 2000).</summary>
/// <param name="Rho">The share of an actor's latent variance that the factor explains.</param>
/// <param name="Own">By actor, where it is another.</param>
public sealed record OneFactor(double Rho, ImmutableDictionary<string, double> Own) : Correlation
{
    public double Of(string name) => Own.GetValueOrDefault(name, Rho);
}

/// <summary>A Gaussian copula with a correlation for each pair, drawn anew for each kind of conduct.</summary>
/// <param name="Factor">The lower triangular matrix L with L·Lᵀ the correlations (Cholesky).</param>
public sealed record CorrelationMatrix(
    ImmutableArray<string> Names,
    ImmutableArray<ImmutableArray<double>> Matrix,
    ImmutableArray<ImmutableArray<double>> Factor
) : Correlation;

/// <summary>Causes that make all of a group fail at once (Marshall and Olkin 1967; Fleming's beta factor 1975), chances of each alone unchanged.</summary>
public sealed record CommonCauses(ImmutableArray<CommonCause> Causes) : Correlation;

/// <param name="Name">For the report.</param>
/// <param name="Chance">How likely it strikes.</param>
public sealed record CommonCause(string Name, double Chance, ImmutableArray<string> Strikes);
