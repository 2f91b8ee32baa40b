using System.Text;
using Foedus.Language.Parsing;

namespace Foedus.Language.Formatting;

/// <summary>Lays out the body of one block from its tokens.</summary>
internal static class BlockFormatter
{
    private const int LongestLine = 140;

    public static string Sentences(List<Token> tokens, List<Statement> statements)
    {
        var builder = new StringBuilder();
        var next = 0;
        foreach (var statement in statements)
        {
            var mark = Joined(tokens, next, statement.First);
            var indent = mark.Length == 0 ? "  " : new string(' ', mark.Length + 1);
            var end = statement.HasStop ? statement.Last + 1 : statement.Last;
            Write(
                builder,
                tokens,
                mark.Length == 0 ? "" : mark + " ",
                indent,
                statement.First,
                end,
                breakAtSemicolon: true
            );
            next = end;
        }
        if (next < tokens.Count)
        {
            builder.Append(Joined(tokens, next, tokens.Count)).Append('\n');
        }
        return builder.ToString();
    }

    public static string Steps(List<Token> tokens, List<Statement> steps)
    {
        var builder = new StringBuilder();
        var next = 0;
        foreach (var step in steps)
        {
            if (step.First > next)
            {
                // What is no step stays a line of its own.
                builder.Append(Joined(tokens, next, step.First)).Append('\n');
            }
            var keyword = tokens[step.First].Text;
            var end = step.HasStop ? step.Last + 1 : step.Last;
            if (step.First + 1 < end)
            {
                Write(
                    builder,
                    tokens,
                    keyword.PadLeft(5) + " ",
                    new string(' ', 8),
                    step.First + 1,
                    end,
                    breakAtSemicolon: false
                );
            }
            else
            {
                builder.Append(keyword.PadLeft(5)).Append('\n');
            }
            next = end;
        }
        if (next < tokens.Count)
        {
            builder.Append(Joined(tokens, next, tokens.Count)).Append('\n');
        }
        return builder.ToString();
    }

    private static void Write(
        StringBuilder builder,
        List<Token> tokens,
        string lead,
        string indent,
        int first,
        int end,
        bool breakAtSemicolon
    )
    {
        builder.Append(lead);
        var width = lead.Length;
        for (var i = first; i < end; i++)
        {
            var text = Folded(tokens[i]);
            var gap = i > first && tokens[i].Lead < tokens[i].Start;
            var breaks =
                gap
                && (
                    (breakAtSemicolon && tokens[i - 1].Text == ";")
                    || (width + 1 + text.Length > LongestLine && MayBeginLine(tokens, i))
                );
            if (breaks)
            {
                builder.Append('\n').Append(indent);
                width = indent.Length;
            }
            else if (gap)
            {
                builder.Append(' ');
                width++;
            }
            builder.Append(text);
            width += text.Length;
        }
        builder.Append('\n');
    }

    /// <summary>A number with a full stop, "(a)", and a keyword of a step would mean something else at the beginning of a line.</summary>
    private static bool MayBeginLine(List<Token> tokens, int i) =>
        tokens[i].Kind == TokenKind.Word && tokens[i].Text is not ("Given" or "When" or "Then" or "And");

    private static string Folded(Token token)
    {
        if (token.Text.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            return token.Text;
        }
        return string.Join(' ', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Joined(List<Token> tokens, int first, int end)
    {
        var builder = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            if (i > first && tokens[i].Lead < tokens[i].Start)
            {
                builder.Append(' ');
            }
            builder.Append(Folded(tokens[i]));
        }
        return builder.ToString();
    }
}
