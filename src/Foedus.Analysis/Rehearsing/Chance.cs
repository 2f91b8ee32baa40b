namespace Foedus.Analysis.Rehearsing;

/// <summary>A probability, or the range in which it is taken to lie.</summary>
/// <param name="BaseRate">The published rate it was taken from, or null.</param>
public sealed record Chance(double Low, double High, BaseRate? BaseRate)
{
    public static Chance Never { get; } = new(0, 0, null);

    public bool IsRange => Low < High;
}
