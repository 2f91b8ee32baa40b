using System.Text;
using Foedus.Analysis.Inputs;

namespace Foedus.Analysis.Backtesting;

/// <summary>
/// Reads comma-separated values as RFC 4180 has them: quoted cells may hold delimiters, line ends and doubled quotes.
/// Beyond it: any delimiter, any line end, a byte order mark, blank lines skipped.
/// </summary>
public static class CsvReader
{
    /// <summary>The records, the header among them. A quote that never closes is reported and ends the reading.</summary>
    public static IReadOnlyList<CsvRow> Read(
        string text,
        char delimiter,
        string file,
        ICollection<InputProblem> problems
    )
    {
        var rows = new List<CsvRow>();
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        while (position < text.Length)
        {
            var start = line;
            var cells = new List<string>();
            while (ReadCell(text, delimiter, ref position, ref line, cells)) { }

            if (position < 0)
            {
                problems.Add(
                    new InputProblem(
                        $"{file}, line {start}",
                        "A quoted cell never ends.",
                        "Close it with a quotation mark."
                    )
                );
                return rows;
            }
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                rows.Add(new CsvRow(start, cells));
            }
        }
        return rows;
    }

    /// <summary>Reads one cell and what ends it; true if another cell of the record follows. Position is negative after a quote that never ends.</summary>
    private static bool ReadCell(string text, char delimiter, ref int position, ref int line, List<string> cells)
    {
        if (position < text.Length && text[position] == '"')
        {
            var cell = ReadQuoted(text, ref position, ref line);
            if (position < 0)
            {
                return false;
            }
            // What stands between the closing quote and the delimiter belongs to no cell in the grammar; keep it rather than lose it.
            cells.Add(cell + ReadPlain(text, delimiter, ref position));
        }
        else
        {
            cells.Add(ReadPlain(text, delimiter, ref position));
        }

        if (position >= text.Length)
        {
            return false;
        }
        var end = text[position++];
        if (end == delimiter)
        {
            return true;
        }
        if (end == '\r' && position < text.Length && text[position] == '\n')
        {
            position++;
        }
        line++;
        return false;
    }

    private static string ReadPlain(string text, char delimiter, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] != delimiter && text[position] is not ('\r' or '\n'))
        {
            position++;
        }
        return text[start..position];
    }

    private static string ReadQuoted(string text, ref int position, ref int line)
    {
        var cell = new StringBuilder();
        position++;
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '"')
            {
                if (position >= text.Length || text[position] != '"')
                {
                    return cell.ToString();
                }
                position++;
            }
            else if (c == '\n' || (c == '\r' && (position >= text.Length || text[position] != '\n')))
            {
                line++;
            }
            cell.Append(c);
        }
        position = -1;
        return "";
    }
}
