using Foedus.Language.Core;

namespace Foedus.Language.Text;

/// <summary>The text of one file, with its lines. Offsets are UTF-16 code units.</summary>
public sealed class SourceText
{
    /// <summary>Longer texts are refused with a diagnostic: no agreement is that long, and memory stays bounded.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    private readonly int[] lineStarts;

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
        lineStarts = content.Length > MaximumLength ? [0] : FindLines(content);
    }

    /// <summary>The name under which diagnostics speak of the file.</summary>
    public string Path { get; }

    public string Content { get; }

    public bool IsTooLong => Content.Length > MaximumLength;

    public int LineCount => lineStarts.Length;

    public int LineStart(int line) => lineStarts[line];

    /// <summary>The end of a line (0-based) without its line break.</summary>
    public int LineEnd(int line)
    {
        var end = line + 1 < lineStarts.Length ? lineStarts[line + 1] - 1 : Content.Length;
        return end > lineStarts[line] && end <= Content.Length && end > 0 && Content[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The 0-based line that holds an offset.</summary>
    public int LineOf(int offset)
    {
        var found = Array.BinarySearch(lineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    public SourceSpan Span(int start, int end)
    {
        var line = LineOf(start);
        return new SourceSpan(Path, start, end, line + 1, start - lineStarts[line] + 1);
    }

    private static int[] FindLines(string content)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }
        return [.. starts];
    }
}
