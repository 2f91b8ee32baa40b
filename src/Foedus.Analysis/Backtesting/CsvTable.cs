using Foedus.Analysis.Inputs;

namespace Foedus.Analysis.Backtesting;

/// <summary>A CSV file whose first record names the columns.</summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns;

    private CsvTable(string file, Dictionary<string, int> columns, IReadOnlyList<CsvRow> rows)
    {
        File = file;
        _columns = columns;
        Rows = rows;
    }

    public string File { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>The table, or null with the reason among the problems.</summary>
    public static CsvTable? Read(string text, char delimiter, string file, ICollection<InputProblem> problems)
    {
        var before = problems.Count;
        var rows = CsvReader.Read(text, delimiter, file, problems);
        if (problems.Count > before)
        {
            return null;
        }
        if (rows.Count == 0)
        {
            problems.Add(
                new InputProblem(file, "The file has no line of column names.", "Name the columns in its first line.")
            );
            return null;
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows[0].Cells.Count; i++)
        {
            columns.TryAdd(rows[0].Cells[i].Trim(), i);
        }
        return new CsvTable(file, columns, [.. rows.Skip(1)]);
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>The cell without surrounding white space; empty where the record is too short.</summary>
    public string Cell(CsvRow row, string column) =>
        _columns.TryGetValue(column, out var index) && index < row.Cells.Count ? row.Cells[index].Trim() : "";

    private const int LongestNameShown = 40;
    private const int MostNamesShown = 40;

    /// <summary>The column names as a reader may want to see them in a message; of what is no table, only the beginning.</summary>
    public string ColumnNames =>
        string.Join(
            ", ",
            _columns
                .OrderBy(column => column.Value)
                .Take(MostNamesShown)
                .Select(column =>
                    column.Key.Length <= LongestNameShown ? column.Key : column.Key[..LongestNameShown] + "…"
                )
        ) + (_columns.Count > MostNamesShown ? $" and {_columns.Count - MostNamesShown} more" : "");

    public string PlaceOf(CsvRow row) => $"{File}, line {row.Line}";
}
