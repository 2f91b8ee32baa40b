namespace Foedus.Analysis.Rehearsing;

/// <summary>How the probabilities are found.</summary>
public enum RehearsalMethod
{
    /// <summary>Exactly where that is feasible, otherwise by Monte Carlo.</summary>
    Auto,
    Exact,
    MonteCarlo,
}
