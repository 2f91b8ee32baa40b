using System.Collections.Immutable;
using Foedus.Analysis.Inputs;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Applies a mapping to the text of a list of truces.</summary>
public static class TruceReader
{
    /// <summary>The truces in the order of the file. What cannot be read is among the problems.</summary>
    public static ImmutableArray<Truce> Read(
        string text,
        TruceMapping mapping,
        DateTimeZone zone,
        ICollection<InputProblem> problems
    )
    {
        var table = CsvTable.Read(text, mapping.Delimiter, mapping.File, problems);
        if (table is null)
        {
            return [];
        }
        string?[] columns =
        [
            mapping.Id,
            mapping.Name,
            mapping.Start,
            mapping.End,
            mapping.Scope,
            mapping.DeclaredBy,
            mapping.Certainty,
            mapping.Source,
            mapping.General?.Column,
            mapping.StartUnclear?.Column,
            mapping.EndUnclear?.Column,
        ];
        var missing = columns
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(column => !table.Has(column))
            .ToList();
        if (missing.Count > 0)
        {
            problems.Add(
                new InputProblem(
                    $"{mapping.File}, line 1",
                    $"The mapping uses the column '{string.Join("', '", missing)}', which the list of truces does not have; it has: {table.ColumnNames}.",
                    "Correct the mapping or the list."
                )
            );
            return [];
        }
        return [.. table.Rows.Select(row => ReadTruce(table, row, mapping, zone, problems))];
    }

    private static Truce ReadTruce(
        CsvTable table,
        CsvRow row,
        TruceMapping mapping,
        DateTimeZone zone,
        ICollection<InputProblem> problems
    )
    {
        string Cell(string? column) => column is null ? "" : table.Cell(row, column);

        var startText = Cell(mapping.Start);
        var startUnclear = Unclear(mapping.StartUnclear) ?? (startText.Length == 0 ? "not stated" : null);
        var endText = Cell(mapping.End);
        var endUnclear = Unclear(mapping.EndUnclear);
        var truce = new Truce(
            Cell(mapping.Id),
            Cell(mapping.Name),
            startUnclear is null ? Day(startText, Days.First(startText, zone)) : null,
            startUnclear is null ? Days.Time(startText, zone) : null,
            startText,
            startUnclear,
            endUnclear is null && endText.Length > 0 ? Day(endText, Days.Last(endText, zone)) : null,
            endText,
            endUnclear,
            mapping.General?.Holds(table, row) ?? true,
            Cell(mapping.Scope),
            Cell(mapping.DeclaredBy),
            Cell(mapping.Certainty),
            Cell(mapping.Source)
        );
        if (truce.End < truce.Start)
        {
            problems.Add(
                new InputProblem(
                    table.PlaceOf(row),
                    $"The truce ends ({endText}) before it starts ({startText}).",
                    "Correct the row."
                )
            );
        }
        return truce;

        string? Unclear(CellCondition? condition) =>
            condition is not null && condition.Holds(table, row) ? Cell(condition.Column) : null;

        LocalDate? Day(string text, LocalDate? day)
        {
            if (day is null)
            {
                problems.Add(
                    new InputProblem(
                        table.PlaceOf(row),
                        $"'{text}' is not a day or a moment.",
                        "Write 2015-02-15, or 2015-02-15T00:00+02:00 with the offset; leave the cell empty where it is open."
                    )
                );
            }
            return day;
        }
    }
}
