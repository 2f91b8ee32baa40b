namespace Foedus.Temporal.Parsing;

/// <summary>How a log is read.</summary>
/// <param name="SkipUnusableLines">Whether a line that cannot be used is skipped and counted instead of ending the run.</param>
/// <param name="BeforeRead">Called before each wait for the source, which may block: the time to show what is determined.</param>
/// <param name="LateHorizon">
/// By how much a stamp may lie behind the largest one seen, in units of the log; 0 asks for stamps in order. With a
/// horizon, time points wait until no earlier one can come, and verdicts are those of the log in order.
/// </param>
/// <param name="ParseAheadAfter">
/// After so many bytes a second thread parses while the calling one evaluates; null for never. A short log is read
/// before a thread would have started. Verdicts are the same.
/// </param>
/// <param name="ParseAheadDensity">
/// If set, not before there has been an event that a formula looks at in every so many bytes: where there is little to
/// evaluate, a second thread only costs.
/// </param>
/// <param name="Slices">
/// Where a second thread may parse, so many more may evaluate, each the events of some keys, if every formula has a
/// variable by which its events can be told apart. Verdicts are the same; the monitor can only be ended afterwards.
/// </param>
/// <param name="MostSliceTime">Not if they are expected to take more than this part of the time that evaluation on one thread takes beside a parsing one.</param>
/// <param name="LeastEventsPerTimePoint">Not if there are fewer: every slice goes through every time point.</param>
public sealed record LogReaderOptions(
    bool SkipUnusableLines = false,
    Action? BeforeRead = null,
    long LateHorizon = 0,
    long? ParseAheadAfter = null,
    long? ParseAheadDensity = null,
    int Slices = 1,
    double MostSliceTime = double.PositiveInfinity,
    double LeastEventsPerTimePoint = 0
);
