namespace Foedus.Analysis.Rehearsing;

/// <summary>How likely the promise has been kept by a moment.</summary>
/// <param name="After">Milliseconds after the trigger.</param>
/// <param name="Low">With every range of the plan at its worse end; as found, exactly or by counting.</param>
/// <param name="LowFrom">The lower end of the interval around <paramref name="Low"/>; the same number where it is exact.</param>
public sealed record CurvePoint(long After, double Low, double High, double LowFrom, double HighTo);
