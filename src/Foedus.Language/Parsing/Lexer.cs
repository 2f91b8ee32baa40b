using System.Globalization;

namespace Foedus.Language.Parsing;

/// <summary>Splits a stretch of treaty English into tokens. Total: whatever it cannot name is a Bad token of one character.</summary>
internal static class Lexer
{
    private const int LongestQuotation = 1000;

    public static List<Token> Lex(string text, int start, int end)
    {
        var tokens = new List<Token>();
        var at = start;
        while (true)
        {
            var lead = at;
            while (at < end && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            if (at >= end)
            {
                return tokens;
            }
            var (kind, length) = Scan(text, at, end);
            var token = new Token(kind, lead, at, at + length, Intern(text, at, length, kind));
            tokens.Add(
                tokens.Count > 0 && tokens[^1].Text is "this" or "This" && IsNameOfATreaty(token.Text)
                    ? token with
                    {
                        Meaning = "Agreement",
                    }
                    : token
            );
            at += length;
        }
    }

    /// <summary>What treaties call themselves; "treaty" means each of them, "whatever its particular designation" (VCLT art. 2(1)(a)).</summary>
    private static bool IsNameOfATreaty(string word) =>
        word
            is "Treaty"
                or "Convention"
                or "Protocol"
                or "Declaration"
                or "Memorandum"
                or "Arrangement"
                or "Pact"
                or "Charter"
                or "Covenant"
                or "Accord";

    private static string Intern(string text, int at, int length, TokenKind kind) =>
        kind == TokenKind.Punctuation && length == 1
            ? text[at] switch
            {
                ',' => ",",
                '.' => ".",
                ';' => ";",
                '(' => "(",
                ')' => ")",
                _ => text.Substring(at, length),
            }
            : text.Substring(at, length);

    private static (TokenKind, int) Scan(string text, int at, int end)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c) || (c == '-' && at + 1 < end && char.IsAsciiDigit(text[at + 1])))
        {
            return ScanNumber(text, at, end);
        }
        if (char.IsLetter(c))
        {
            return (TokenKind.Word, WordLength(text, at, end));
        }
        if (c is '"' or '“')
        {
            return ScanQuoted(text, at, end);
        }
        return c is ',' or '.' or ';' or ':' or '(' or ')' or '%' or '+'
            ? (TokenKind.Punctuation, 1)
            : (TokenKind.Bad, char.IsHighSurrogate(c) && at + 1 < end && char.IsLowSurrogate(text[at + 1]) ? 2 : 1);
    }

    private static int WordLength(string text, int at, int end)
    {
        var i = at;
        while (i < end)
        {
            var c = text[i];
            var inner =
                char.IsLetterOrDigit(c)
                || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark
                || c == '_'
                || (c is '-' or '\'' or '’' or '/' && i + 1 < end && char.IsLetterOrDigit(text[i + 1]))
                || (c == '.' && i + 1 < end && char.IsAsciiLetterLower(text[i + 1]))
                || (c == '+' && i + 1 < end && char.IsAsciiDigit(text[i + 1]));
            if (!inner)
            {
                break;
            }
            i++;
        }
        return i - at;
    }

    private static (TokenKind, int) ScanQuoted(string text, int at, int end)
    {
        var close = text[at] == '"' ? '"' : '”';
        // Bounded, so that many openings without an end stay linear.
        var ahead = text.AsSpan(at + 1, Math.Min(end, at + LongestQuotation) - at - 1);
        var length = ahead.IndexOf(close);
        var isOneParagraph = length >= 0 && ahead[..length].IndexOf("\n\n") < 0 && ahead[..length].IndexOf("\n\r") < 0;
        return isOneParagraph ? (TokenKind.Quoted, length + 2) : (TokenKind.Bad, 1);
    }

    private static (TokenKind, int) ScanNumber(string text, int at, int end)
    {
        var i = at + (text[at] == '-' ? 1 : 0);
        if (IsDate(text, i, end))
        {
            i += 10;
            if (i < end && text[i] == 'T')
            {
                while (
                    i < end
                    && (
                        char.IsAsciiLetterOrDigit(text[i])
                        || text[i] is ':' or '+' or '-'
                        || (text[i] == '.' && i + 1 < end && char.IsAsciiDigit(text[i + 1]))
                    )
                )
                {
                    i++;
                }
            }
            return (TokenKind.Instant, i - at);
        }
        while (i < end && char.IsAsciiDigit(text[i]))
        {
            i++;
        }
        if (i + 2 < end && text[i] == ':' && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]))
        {
            return (TokenKind.Clock, i + 3 - at);
        }
        while (
            i + 3 < end
            && text[i] == ','
            && AreDigits(text, i + 1, 3, end)
            && !(i + 4 < end && char.IsAsciiDigit(text[i + 4]))
        )
        {
            i += 4;
        }
        if (i + 1 < end && text[i] == '.' && char.IsAsciiDigit(text[i + 1]))
        {
            i++;
            while (i < end && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }
        // 2nd, 1-A, 5bis: a word that begins with a digit.
        if (i < end && (char.IsLetter(text[i]) || (text[i] == '-' && i + 1 < end && char.IsLetter(text[i + 1]))))
        {
            return (TokenKind.Word, i - at + Math.Max(1, WordLength(text, i, end)));
        }
        return (TokenKind.Number, i - at);
    }

    private static bool AreDigits(string text, int at, int count, int end)
    {
        if (at + count > end)
        {
            return false;
        }
        for (var i = at; i < at + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsDate(string text, int at, int end) =>
        at + 10 <= end
        && AreDigits(text, at, 4, end)
        && text[at + 4] == '-'
        && AreDigits(text, at + 5, 2, end)
        && text[at + 7] == '-'
        && AreDigits(text, at + 8, 2, end);
}
