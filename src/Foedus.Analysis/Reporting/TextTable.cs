namespace Foedus.Analysis.Reporting;

/// <summary>Columns as wide as their widest cell, two blanks between them.</summary>
internal sealed class TextTable(IReadOnlyList<string> header, IReadOnlyList<int> rightAligned)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(IReadOnlyList<string> row) => _rows.Add(row);

    /// <summary>Nothing at all for a table without rows.</summary>
    public void Write(TextWriter to)
    {
        if (IsEmpty)
        {
            return;
        }
        var widths = header
            .Select(
                (name, column) =>
                    _rows.Max(row => row[column].Length) is var widest && widest > name.Length ? widest : name.Length
            )
            .ToList();
        WriteRow(header, widths, to);
        foreach (var row in _rows)
        {
            WriteRow(row, widths, to);
        }
    }

    private void WriteRow(IReadOnlyList<string> row, List<int> widths, TextWriter to)
    {
        var cells = row.Select(
            (cell, column) =>
                rightAligned.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])
        );
        to.Write($"  {string.Join("  ", cells).TrimEnd()}\n");
    }
}
