namespace Foedus.Analysis.Checks;

/// <summary>How far the checks look.</summary>
/// <param name="MaxParties">The largest number of parties tried where the text leaves them open.</param>
public sealed record CheckOptions(int MaxParties)
{
    public static CheckOptions Default { get; } = new(6);
}
