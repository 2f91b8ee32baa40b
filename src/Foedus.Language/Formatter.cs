using System.Text;
using Foedus.Language.Diagnostics;
using Foedus.Language.Formatting;
using Foedus.Language.Markdown;
using Foedus.Language.Parsing;
using Foedus.Language.Text;

namespace Foedus.Language;

/// <summary>
/// Lays out the formal blocks of an agreement: one sentence a line, broken behind semicolons and before the line grows too long; steps with their keywords in one column.
/// Prose, headings and front matter stay as they are. Only white space changes, so the meaning cannot.
/// </summary>
public static class Formatter
{
    public static string Format(SourceText source)
    {
        if (source.IsTooLong)
        {
            return source.Content;
        }
        var unit = UnitReader.Read(source, 0, "", new Reporter());
        if (unit.Blocks.Count == 0)
        {
            return source.Content;
        }
        var builder = new StringBuilder(source.Content.Length + 256);
        var statements = unit.Statements.ToLookup(statement => statement.Tokens);
        var steps = unit.Scenarios.SelectMany(scenario => scenario.Steps).ToLookup(statement => statement.Tokens);
        for (var i = 0; i < unit.Blocks.Count; i++)
        {
            var block = unit.Blocks[i];
            if (!unit.BlockTokens.TryGetValue(i, out var tokens) || !block.IsClosed || tokens.Count == 0)
            {
                builder.Append(source.Content, block.Start, block.End - block.Start);
                continue;
            }
            builder.Append(source.Content, block.Start, block.BodyStart - block.Start);
            var body =
                block.Kind == BlockKind.Foedus
                    ? BlockFormatter.Sentences(tokens, [.. statements[tokens]])
                    : BlockFormatter.Steps(tokens, [.. steps[tokens]]);
            builder.Append(body);
            builder.Append(source.Content, block.BodyEnd, block.End - block.BodyEnd);
        }
        return builder.ToString();
    }
}
