namespace Foedus.Temporal.Parsing;

/// <summary>How a log is read.</summary>
/// <param name="SkipUnusableLines">Whether a line that cannot be used is skipped and counted instead of ending the run.</param>
/// <param name="BeforeRead">Called before each read of the source, which may block: the time to show what is determined.</param>
public sealed record LogReaderOptions(bool SkipUnusableLines = false, Action? BeforeRead = null);
