using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Inputs;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Applies a mapping to the text of a history.</summary>
public static class HistoryReader
{
    /// <summary>The history, or null with the reasons among the problems.</summary>
    public static History? Read(string text, string file, HistoryMapping mapping, ICollection<InputProblem> problems)
    {
        var before = problems.Count;
        var columns = mapping.Incidents;
        var table = CsvTable.Read(text, columns.Delimiter, file, problems);
        if (table is null || !HasColumns(table, mapping, problems))
        {
            return null;
        }

        var rows = table.Rows.Where(row => !columns.Skip.Any(condition => condition.Holds(table, row))).ToList();
        var incidents = new List<Incident>(rows.Count);
        var lineOfId = new Dictionary<string, int>(StringComparer.Ordinal);
        LocalDate? first = null;
        LocalDate? last = null;
        foreach (var row in rows)
        {
            var incident = ReadIncident(table, row, columns, problems);
            if (
                incident is null
                || !HasNumbers(table, row, mapping, problems)
                || !IsNew(table, incident, lineOfId, problems)
            )
            {
                return null;
            }
            first = first is null || incident.Day < first ? incident.Day : first;
            last = last is null || incident.Day > last ? incident.Day : last;
            if (columns.Filters.All(condition => condition.Holds(table, row)))
            {
                incidents.Add(incident);
            }
        }
        if ((columns.From ?? first) is not { } from || (columns.To ?? last) is not { } to)
        {
            problems.Add(
                new InputProblem(
                    file,
                    "The file has no rows of data.",
                    "Give a history with at least one row, or check the 'skip' rules of the mapping."
                )
            );
            return null;
        }

        var ordered = incidents
            .Where(incident => incident.Day >= from && incident.Day <= to)
            .OrderBy(incident => incident.Day);
        return problems.Count > before ? null : new History(table, rows.Count, from, to, [.. ordered]);
    }

    /// <summary>An incident is a report of its own, named by its id: of two of one name the second would be taken for the first.</summary>
    private static bool IsNew(
        CsvTable table,
        Incident incident,
        Dictionary<string, int> lineOfId,
        ICollection<InputProblem> problems
    )
    {
        if (incident.Id.Length > 0 && lineOfId.TryAdd(incident.Id, incident.Row.Line))
        {
            return true;
        }
        problems.Add(
            new InputProblem(
                table.PlaceOf(incident.Row),
                incident.Id.Length == 0
                    ? "The incident has no id."
                    : $"The id '{incident.Id}' is that of line {lineOfId[incident.Id]}, too.",
                "Give each row an id of its own, or name another column under 'columns.id' in the mapping."
            )
        );
        return false;
    }

    /// <summary>Whether the attributes that the agreement declares as numbers are, or are left out.</summary>
    private static bool HasNumbers(
        CsvTable table,
        CsvRow row,
        HistoryMapping mapping,
        ICollection<InputProblem> problems
    ) =>
        mapping
            .Events.SelectMany(map => map.Attributes)
            .Where(attribute => attribute.Source == AttributeSource.Number)
            .All(attribute =>
                ReadNumber(table, row, attribute.Value, mapping.Incidents.DecimalMark, problems) is not null
            );

    private static bool HasColumns(CsvTable table, HistoryMapping mapping, ICollection<InputProblem> problems)
    {
        var missing = ColumnsOf(mapping).Distinct(StringComparer.Ordinal).Where(column => !table.Has(column)).ToList();
        if (missing.Count == 0)
        {
            return true;
        }
        problems.Add(
            new InputProblem(
                $"{table.File}, line 1",
                $"The mapping uses the column '{string.Join("', '", missing)}', which the file does not have; it has: {table.ColumnNames}.",
                "Correct the mapping, its delimiter, or the file."
            )
        );
        return false;
    }

    private static IEnumerable<string> ColumnsOf(HistoryMapping mapping)
    {
        var incidents = mapping.Incidents;
        string?[] named =
        [
            incidents.Id,
            incidents.Start,
            incidents.End,
            incidents.Deaths,
            incidents.Place,
            incidents.Latitude,
            incidents.Longitude,
            incidents.Exact?.Column,
        ];
        return
        [
            .. named.OfType<string>(),
            .. incidents.Skip.Select(condition => condition.Column),
            .. incidents.Filters.Select(condition => condition.Column),
            .. mapping.Events.SelectMany(map => map.When).Select(condition => condition.Column),
            .. mapping
                .Events.SelectMany(map => map.Attributes)
                .Where(attribute => attribute.Source is AttributeSource.Column or AttributeSource.Number)
                .Select(attribute => attribute.Value),
        ];
    }

    private static Incident? ReadIncident(
        CsvTable table,
        CsvRow row,
        IncidentMapping columns,
        ICollection<InputProblem> problems
    )
    {
        var start = ReadDay(table, row, columns.Start, columns.Formats, problems);
        var end =
            columns.End is null || table.Cell(row, columns.End).Length == 0
                ? start
                : ReadDay(table, row, columns.End, columns.Formats, problems);
        var deaths = columns.Deaths is null ? 0 : ReadNumber(table, row, columns.Deaths, columns.DecimalMark, problems);
        var latitude = ReadCoordinate(table, row, columns.Latitude, 90, columns.DecimalMark, problems);
        var longitude = ReadCoordinate(table, row, columns.Longitude, 180, columns.DecimalMark, problems);
        if (start is not { } first || end is not { } last || deaths is not { } dead)
        {
            return null;
        }
        if (last < first)
        {
            problems.Add(
                new InputProblem(
                    table.PlaceOf(row),
                    $"The incident ends on {Days.Iso(last)}, before it starts on {Days.Iso(first)}.",
                    "Correct the row."
                )
            );
            return null;
        }
        if (dead < 0 || dead > int.MaxValue || dead != decimal.Truncate(dead))
        {
            problems.Add(
                new InputProblem(
                    table.PlaceOf(row),
                    $"'{table.Cell(row, columns.Deaths ?? "")}' is not a number of deaths.",
                    "Write a whole number, or leave the cell empty."
                )
            );
            return null;
        }

        return new Incident(
            table.Cell(row, columns.Id),
            first,
            last,
            columns.Exact?.Holds(table, row) ?? first == last,
            (int)dead,
            columns.Place is null ? "" : table.Cell(row, columns.Place),
            latitude,
            longitude,
            row
        );
    }

    private static LocalDate? ReadDay(
        CsvTable table,
        CsvRow row,
        string column,
        ImmutableArray<string> formats,
        ICollection<InputProblem> problems
    )
    {
        var cell = table.Cell(row, column);
        if (DateTime.TryParseExact(cell, [.. formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return LocalDate.FromDateTime(day);
        }
        problems.Add(
            new InputProblem(
                table.PlaceOf(row),
                $"'{cell}' in column '{column}' is not a date written {string.Join(" or ", formats)}.",
                "Correct the row, or name the format under 'dates' in the mapping."
            )
        );
        return null;
    }

    private static double? ReadCoordinate(
        CsvTable table,
        CsvRow row,
        string? column,
        int most,
        char decimalMark,
        ICollection<InputProblem> problems
    )
    {
        if (column is null || table.Cell(row, column).Length == 0)
        {
            return null;
        }
        var degrees = ReadNumber(table, row, column, decimalMark, problems);
        if (degrees > most || degrees < -most)
        {
            problems.Add(
                new InputProblem(
                    table.PlaceOf(row),
                    $"'{table.Cell(row, column)}' in column '{column}' is not between −{most} and {most} degrees.",
                    "Correct the row, or leave the cell empty."
                )
            );
        }
        return (double?)degrees;
    }

    /// <summary>Zero for an empty cell, null (and a problem) for anything that is not a number.</summary>
    private static decimal? ReadNumber(
        CsvTable table,
        CsvRow row,
        string column,
        char decimalMark,
        ICollection<InputProblem> problems
    )
    {
        var cell = table.Cell(row, column);
        if (cell.Length == 0)
        {
            return 0;
        }
        if (CellNumber.Of(cell, decimalMark) is { } number)
        {
            return number;
        }
        problems.Add(
            new InputProblem(
                table.PlaceOf(row),
                $"'{cell}' in column '{column}' is not a number.",
                "Correct the row, or name the mark under 'decimal-mark' in the mapping."
            )
        );
        return null;
    }
}
