using System.Collections.Immutable;

namespace Foedus.Analysis.Backtesting;

/// <summary>A demand on one cell of a row, from a mapping file.</summary>
/// <param name="Values">What the cell is compared with; for <see cref="CellTest.Is"/> any one of them. Numbers for at most and at least.</param>
public sealed record CellCondition(string Column, CellTest Test, ImmutableArray<string> Values)
{
    /// <summary>The mark before the fraction in the cells of this file.</summary>
    public char DecimalMark { get; init; } = '.';

    public bool Holds(CsvTable table, CsvRow row)
    {
        var cell = table.Cell(row, Column);
        return Test switch
        {
            CellTest.Is => Values.Contains(cell, StringComparer.Ordinal),
            CellTest.IsNot => !Values.Contains(cell, StringComparer.Ordinal),
            CellTest.StartsWith => Values.Any(value => cell.StartsWith(value, StringComparison.Ordinal)),
            CellTest.Contains => Values.Any(value => cell.Contains(value, StringComparison.Ordinal)),
            CellTest.AtMost => CellNumber.Of(cell, DecimalMark) is { } number
                && number <= CellNumber.Of(Values[0], '.'),
            CellTest.AtLeast => CellNumber.Of(cell, DecimalMark) is { } number
                && number >= CellNumber.Of(Values[0], '.'),
            CellTest.Empty => cell.Length == 0,
            CellTest.NotEmpty => cell.Length > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(row), Test, "Unknown test."),
        };
    }

    /// <summary>As a sentence part for the report: "type_of_violence is 1".</summary>
    public string Words =>
        Test switch
        {
            CellTest.Is => $"{Column} is {OneOf}",
            CellTest.IsNot => $"{Column} is not {OneOf}",
            CellTest.StartsWith => $"{Column} starts with {OneOf}",
            CellTest.Contains => $"{Column} contains {OneOf}",
            CellTest.AtMost => $"{Column} is at most {Values[0]}",
            CellTest.AtLeast => $"{Column} is at least {Values[0]}",
            CellTest.Empty => $"{Column} is empty",
            _ => $"{Column} is not empty",
        };

    private string OneOf => string.Join(" or ", Values);
}
