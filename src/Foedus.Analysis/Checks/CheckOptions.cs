namespace Foedus.Analysis.Checks;

/// <summary>How far the checks look.</summary>
/// <param name="MaxParties">The largest number of parties tried where the text leaves them open.</param>
/// <param name="IsOver">Whether the time the user gives is up; what is not covered by then is said in the report. The core reads no clock: the edge does.</param>
/// <param name="Progress">Told what is looked at next, for a person who waits.</param>
public sealed record CheckOptions(int MaxParties, Func<bool> IsOver, Action<string> Progress)
{
    public CheckOptions(int maxParties)
        : this(maxParties, static () => false) { }

    public CheckOptions(int maxParties, Func<bool> isOver)
        : this(maxParties, isOver, static _ => { }) { }

    /// <summary>Told how many states a promise took with so many parties, for who measures growth.</summary>
    public Action<long> Explored { get; init; } = static _ => { };

    public static CheckOptions Default { get; } = new(6);
}
