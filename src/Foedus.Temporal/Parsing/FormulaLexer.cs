using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>Splits a formula into tokens, longest match first, as the reference's lexer does.</summary>
internal sealed class FormulaLexer(string text)
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "SUBSTRING",
        "MATCHES",
        "MOD",
        "f2i",
        "i2f",
        "i2s",
        "s2i",
        "f2s",
        "s2f",
        "r2s",
        "s2r",
        "DAY_OF_MONTH",
        "MONTH",
        "YEAR",
        "FORMAT_DATE",
        "FALSE",
        "TRUE",
        "false",
        "true",
        "null",
        "LET",
        "LETPAST",
        "IN",
        "NOT",
        "AND",
        "OR",
        "IMPLIES",
        "EQUIV",
        "EXISTS",
        "FORALL",
        "PREV",
        "PREVIOUS",
        "NEXT",
        "EVENTUALLY",
        "SOMETIMES",
        "ONCE",
        "ALWAYS",
        "PAST_ALWAYS",
        "HISTORICALLY",
        "SINCE",
        "UNTIL",
        "CNT",
        "MIN",
        "MAX",
        "SUM",
        "AVG",
        "MED",
        "FORWARD",
        "MATCHF",
        "BACKWARD",
        "MATCHP",
    };

    private int _position;
    private int _line = 1;
    private int _lineStart;

    private TextPosition Here => new(_line, _position - _lineStart + 1);

    public FormulaToken Next()
    {
        SkipBlanks();
        var at = Here;
        if (_position >= text.Length)
        {
            return new FormulaToken(FormulaTokenKind.End, "", at);
        }
        var c = text[_position];
        if (IsWordCharacter(c))
        {
            return Word(at);
        }
        if (c == '-' && _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1]))
        {
            return Number(at);
        }
        if (c == '"')
        {
            return Quoted(at);
        }
        foreach (var two in (ReadOnlySpan<string>)["<-", "<=", ">=", "|>", "<|"])
        {
            if (string.CompareOrdinal(text, _position, two, 0, 2) == 0)
            {
                _position += 2;
                return new FormulaToken(FormulaTokenKind.Symbol, two, at);
            }
        }
        if ("+-.*/()[]{}|,:;?<>=".Contains(c, StringComparison.Ordinal))
        {
            _position++;
            return new FormulaToken(FormulaTokenKind.Symbol, c.ToString(), at);
        }
        throw new RefusedTextException(
            at,
            $"Unexpected character {Describe(c)}. Remove it, or put a text in double quotes."
        );
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static string Describe(char c) => c < ' ' || c > '~' ? $"U+{(int)c:X4}" : $"'{c}'";

    private FormulaToken Word(TextPosition at)
    {
        var end = _position;
        var digitsOnly = true;
        while (end < text.Length && IsWordCharacter(text[end]))
        {
            digitsOnly &= char.IsAsciiDigit(text[end]);
            end++;
        }
        if (digitsOnly)
        {
            return Number(at);
        }
        var word = text[_position..end];
        _position = end;
        if (word.Length > 1 && char.IsAsciiLetter(word[^1]) && AllDigits(word.AsSpan(0, word.Length - 1)))
        {
            return new FormulaToken(FormulaTokenKind.Duration, word, at);
        }
        if (word == "_")
        {
            return new FormulaToken(FormulaTokenKind.Underscore, word, at);
        }
        return new FormulaToken(
            Keywords.Contains(word) ? FormulaTokenKind.Keyword : FormulaTokenKind.Identifier,
            word,
            at
        );
    }

    private static bool AllDigits(ReadOnlySpan<char> span) => span.IndexOfAnyExceptInRange('0', '9') < 0;

    private FormulaToken Number(TextPosition at)
    {
        var start = _position;
        if (text[_position] == '-')
        {
            _position++;
        }
        SkipDigits();
        var kind = FormulaTokenKind.Integer;
        if (_position < text.Length && text[_position] == '.')
        {
            kind = FormulaTokenKind.Float;
            _position++;
            SkipDigits();
        }
        return new FormulaToken(kind, text[start.._position], at);
    }

    private void SkipDigits()
    {
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }
    }

    private FormulaToken Quoted(TextPosition at)
    {
        var start = ++_position;
        while (_position < text.Length && text[_position] != '"')
        {
            RefuseNul();
            // An escape stays as written: the text is compared with the log's, which keeps it too.
            if (text[_position] == '\\')
            {
                _position++;
            }
            if (_position < text.Length)
            {
                Step();
            }
        }
        if (_position >= text.Length)
        {
            throw new RefusedTextException(at, "This text has no closing quote. Add one.");
        }
        var content = text[start.._position];
        _position++;
        return new FormulaToken(FormulaTokenKind.Text, content, at);
    }

    private void SkipBlanks()
    {
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                Step();
            }
            else if (c == '#')
            {
                while (_position < text.Length && text[_position] is not ('\n' or '\r'))
                {
                    RefuseNul();
                    _position++;
                }
            }
            else if (c == '(' && _position + 1 < text.Length && text[_position + 1] == '*')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var at = Here;
        _position += 2;
        while (_position + 1 < text.Length && !(text[_position] == '*' && text[_position + 1] == ')'))
        {
            RefuseNul();
            Step();
        }
        if (_position + 1 >= text.Length)
        {
            throw new RefusedTextException(at, "This comment has no end. Close it with *).");
        }
        _position += 2;
    }

    private void RefuseNul()
    {
        if (text[_position] == '\0')
        {
            throw new RefusedTextException(Here, "A NUL byte stands here. Remove it.");
        }
    }

    private void Step()
    {
        if (text[_position++] == '\n')
        {
            _line++;
            _lineStart = _position;
        }
    }
}
