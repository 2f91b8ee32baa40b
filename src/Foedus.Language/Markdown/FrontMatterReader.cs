using System.Collections.Immutable;
using Foedus.Language.Text;

namespace Foedus.Language.Markdown;

/// <summary>
/// Reads the part of YAML that front matter uses: <c>key: value</c>, <c>key: [a, b]</c>, and a list of <c>- item</c> lines below <c>key:</c>.
/// What is nested deeper belongs to people and is passed over.
/// </summary>
internal static class FrontMatterReader
{
    public static List<FrontMatterEntry> Read(SourceText source, Block block)
    {
        var entries = new List<FrontMatterEntry>();
        for (
            var line = source.LineOf(block.BodyStart);
            line < source.LineCount && source.LineStart(line) < block.BodyEnd;
            line++
        )
        {
            var start = source.LineStart(line);
            var end = source.LineEnd(line);
            var content = source.Content.AsSpan(start, end - start);
            if (content.IsWhiteSpace() || content[0] == '#')
            {
                continue;
            }
            if (content.TrimStart().StartsWith("- ") && entries.Count > 0)
            {
                var item = start + content.IndexOf("- ") + 2;
                var last = entries[^1];
                entries[^1] = last with { Values = last.Values.Add(Value(source, item, end)) };
                continue;
            }
            var colon = content.IndexOf(':');
            if (colon <= 0 || char.IsWhiteSpace(content[0]))
            {
                continue;
            }
            entries.Add(
                new FrontMatterEntry(
                    content[..colon].Trim().ToString(),
                    start,
                    start + colon,
                    Values(source, start + colon + 1, end)
                )
            );
        }
        return entries;
    }

    private static ImmutableArray<FrontMatterValue> Values(SourceText source, int start, int end)
    {
        (start, end) = Trim(source, start, end);
        if (start >= end)
        {
            return [];
        }
        if (source.Content[start] != '[' || source.Content[end - 1] != ']')
        {
            return [Value(source, start, end)];
        }
        var values = ImmutableArray.CreateBuilder<FrontMatterValue>();
        var at = start + 1;
        while (at < end - 1)
        {
            var comma = source.Content.IndexOf(',', at, end - 1 - at);
            var stop = comma < 0 ? end - 1 : comma;
            var value = Value(source, at, stop);
            if (value.Text.Length > 0)
            {
                values.Add(value);
            }
            at = stop + 1;
        }
        return values.ToImmutable();
    }

    private static FrontMatterValue Value(SourceText source, int start, int end)
    {
        (start, end) = Trim(source, start, end);
        var text = source.Content[start..end];
        return text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\''
            ? new FrontMatterValue(text[1..^1], start + 1, end - 1)
            : new FrontMatterValue(text, start, end);
    }

    private static (int Start, int End) Trim(SourceText source, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(source.Content[start]))
        {
            start++;
        }
        while (end > start && char.IsWhiteSpace(source.Content[end - 1]))
        {
            end--;
        }
        return (start, end);
    }
}
