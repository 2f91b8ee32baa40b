namespace Foedus.Analysis.Backtesting;

/// <summary>What was recorded in a span of days.</summary>
/// <param name="DaysCounted">How many of the span's days lie within the truce and the history; the rest count nothing.</param>
/// <param name="Tally">Null where none does: nothing can be said.</param>
public sealed record WindowTally(DayWindow Window, int DaysCounted, Tally? Tally)
{
    /// <summary>Whether the truce or the history ended within the span, or began after it did.</summary>
    public bool IsPartial => Tally is not null && Window.Last is { } last && DaysCounted < last - Window.First + 1;
}
