namespace Foedus.Analysis.Checks;

/// <summary>How far the checks look.</summary>
/// <param name="MaxParties">The largest number of parties tried where the text leaves them open.</param>
/// <param name="IsOver">Whether the time the user gives is up; what is not covered by then is said in the report. The core reads no clock: the edge does.</param>
public sealed record CheckOptions(int MaxParties, Func<bool> IsOver)
{
    public CheckOptions(int maxParties)
        : this(maxParties, static () => false) { }

    public static CheckOptions Default { get; } = new(6);
}
