namespace Foedus.Analysis.Backtesting;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The 1-based line the record starts on; a quoted cell may span several.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells);
