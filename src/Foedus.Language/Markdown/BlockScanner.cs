using Foedus.Language.Text;

namespace Foedus.Language.Markdown;

/// <summary>
/// Finds in a Markdown file what has a formal meaning: front matter, headings, fenced blocks. Everything else is prose and is kept as it stands.
/// A fence inside another, longer fence is text.
/// </summary>
internal static class BlockScanner
{
    public static List<Block> Scan(SourceText source)
    {
        var blocks = new List<Block>();
        var text = source.Content;
        var line = 0;
        var proseStart = 0;
        if (LineText(source, 0).TrimStart('\uFEFF').TrimEnd().SequenceEqual("---"))
        {
            line = ScanFrontMatter(source, blocks);
            proseStart = blocks[^1].End;
        }
        while (line < source.LineCount)
        {
            var content = LineText(source, line);
            var block =
                FenceLength(content) is var (mark, length, indent) && length > 0
                    ? ScanFence(source, line, mark, length, indent)
                    : ScanHeading(source, line);
            if (block is null)
            {
                line++;
                continue;
            }
            if (block.Kind == BlockKind.Prose)
            {
                // Another language's code: skipped over, so that headings and fences inside it mean nothing.
                line = block.End >= text.Length ? source.LineCount : source.LineOf(block.End);
                continue;
            }
            AddProse(blocks, proseStart, block.Start);
            blocks.Add(block);
            proseStart = block.End;
            line = block.End >= text.Length ? source.LineCount : source.LineOf(block.End);
        }
        AddProse(blocks, proseStart, text.Length);
        return blocks;
    }

    private static void AddProse(List<Block> blocks, int start, int end)
    {
        if (end > start)
        {
            blocks.Add(new Block(BlockKind.Prose, start, end, start, end, "", 0, IsClosed: true));
        }
    }

    private static ReadOnlySpan<char> LineText(SourceText source, int line) =>
        source.Content.AsSpan(source.LineStart(line), source.LineEnd(line) - source.LineStart(line));

    private static int NextLineStart(SourceText source, int line) =>
        line + 1 < source.LineCount ? source.LineStart(line + 1) : source.Content.Length;

    private static int ScanFrontMatter(SourceText source, List<Block> blocks)
    {
        for (var line = 1; line < source.LineCount; line++)
        {
            if (LineText(source, line).TrimEnd().SequenceEqual("---"))
            {
                blocks.Add(
                    new Block(
                        BlockKind.FrontMatter,
                        0,
                        NextLineStart(source, line),
                        source.LineStart(1),
                        source.LineStart(line),
                        "",
                        0,
                        IsClosed: true
                    )
                );
                return line + 1;
            }
        }
        var bodyStart = source.LineCount > 1 ? source.LineStart(1) : source.Content.Length;
        blocks.Add(
            new Block(
                BlockKind.FrontMatter,
                0,
                source.Content.Length,
                bodyStart,
                source.Content.Length,
                "",
                0,
                IsClosed: false
            )
        );
        return source.LineCount;
    }

    /// <summary>The fence's character, its length (0: the line is no fence) and its indentation.</summary>
    private static (char Mark, int Length, int Indent) FenceLength(ReadOnlySpan<char> line)
    {
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }
        if (indent > 3 || indent >= line.Length || line[indent] is not ('`' or '~'))
        {
            return ('`', 0, 0);
        }
        var mark = line[indent];
        var length = 0;
        while (indent + length < line.Length && line[indent + length] == mark)
        {
            length++;
        }
        var isFence = length >= 3 && (mark == '~' || line[(indent + length)..].IndexOf('`') < 0);
        return (mark, isFence ? length : 0, indent);
    }

    private static Block ScanFence(SourceText source, int line, char mark, int length, int indent)
    {
        var opening = LineText(source, line)[(indent + length)..].Trim();
        var space = opening.IndexOf(' ');
        var language = space < 0 ? opening : opening[..space];
        var info = space < 0 ? "" : opening[space..].Trim().ToString();
        var kind =
            language.SequenceEqual("foedus") ? BlockKind.Foedus
            : language.SequenceEqual("scenario") ? BlockKind.Scenario
            : BlockKind.Prose;
        var start = source.LineStart(line);
        var bodyStart = NextLineStart(source, line);
        for (var next = line + 1; next < source.LineCount; next++)
        {
            var content = LineText(source, next);
            var (closingMark, closingLength, closingIndent) = FenceLength(content);
            if (
                closingLength >= length
                && closingMark == mark
                && content[(closingIndent + closingLength)..].Trim().IsEmpty
            )
            {
                return new Block(
                    kind,
                    start,
                    NextLineStart(source, next),
                    bodyStart,
                    source.LineStart(next),
                    info,
                    0,
                    IsClosed: true
                );
            }
        }
        return new Block(
            kind,
            start,
            source.Content.Length,
            bodyStart,
            source.Content.Length,
            info,
            0,
            IsClosed: false
        );
    }

    private static Block? ScanHeading(SourceText source, int line)
    {
        var content = LineText(source, line);
        var level = 0;
        while (level < content.Length && content[level] == '#')
        {
            level++;
        }
        if (level is 0 or > 6 || level >= content.Length || content[level] is not (' ' or '\t'))
        {
            return null;
        }
        var start = source.LineStart(line);
        var bodyStart = start + level;
        var bodyEnd = source.LineEnd(line);
        while (bodyStart < bodyEnd && char.IsWhiteSpace(source.Content[bodyStart]))
        {
            bodyStart++;
        }
        while (
            bodyEnd > bodyStart
            && (char.IsWhiteSpace(source.Content[bodyEnd - 1]) || source.Content[bodyEnd - 1] == '#')
        )
        {
            bodyEnd--;
        }
        return new Block(
            BlockKind.Heading,
            start,
            NextLineStart(source, line),
            bodyStart,
            bodyEnd,
            "",
            level,
            IsClosed: true
        );
    }
}
