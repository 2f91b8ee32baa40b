using System.Diagnostics.CodeAnalysis;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>Reads signatures: <c>name(int, string, x: float) …</c>, with <c>#</c> and nested <c>(* *)</c> comments.</summary>
public sealed class SignatureParser
{
    private readonly string _text;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private SignatureParser(string text)
    {
        _text = text;
    }

    private TextPosition Here => new(_line, _position - _lineStart + 1);

    /// <summary>Reads a signature. Never throws for a text: what cannot be read comes back as the problem.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Signature? signature,
        [NotNullWhen(false)] out TemporalProblem? problem
    )
    {
        try
        {
            signature = new Signature(new SignatureParser(text).Predicates());
            problem = null;
            return true;
        }
        catch (RefusedTextException refused)
        {
            signature = null;
            problem = refused.Problem;
            return false;
        }
    }

    private List<PredicateSignature> Predicates()
    {
        var predicates = new List<PredicateSignature>();
        var names = new HashSet<string>(StringComparer.Ordinal) { "tp", "ts", "tpts" };
        while (SkipBlanks())
        {
            var at = Here;
            var name = Word("a predicate's name");
            if (!names.Add(name))
            {
                throw new RefusedTextException(
                    at,
                    name is "tp" or "ts" or "tpts"
                        ? $"Predicate {name} is built in. Use another name."
                        : $"Predicate {name} is declared twice. Remove one."
                );
            }
            Expect('(', $"after {name}");
            predicates.Add(new PredicateSignature(name, Types(name)));
        }
        return predicates;
    }

    private List<ColumnType> Types(string name)
    {
        var types = new List<ColumnType>();
        SkipBlanks();
        if (TakeIf(')'))
        {
            return types;
        }
        while (true)
        {
            SkipBlanks();
            var at = Here;
            var word = Word($"a type in {name}");
            SkipBlanks();
            if (TakeIf(':'))
            {
                SkipBlanks();
                at = Here;
                word = Word($"a type in {name}");
            }
            types.Add(TypeNamed(word, at));
            SkipBlanks();
            if (TakeIf(')'))
            {
                return types;
            }
            Expect(',', $"or ')' in {name}");
        }
    }

    private static ColumnType TypeNamed(string word, TextPosition at) =>
        word switch
        {
            "int" => ColumnType.Integer,
            "float" => ColumnType.Float,
            "string" => ColumnType.Text,
            _ => throw new RefusedTextException(at, $"Unknown type {word}. Use int, float or string."),
        };

    private string Word(string expected)
    {
        var start = _position;
        if (_position < _text.Length && char.IsAsciiLetter(_text[_position]))
        {
            while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
            {
                _position++;
            }
        }
        return start < _position ? _text[start.._position] : throw Unexpected(expected);
    }

    private void Expect(char c, string where)
    {
        SkipBlanks();
        if (!TakeIf(c))
        {
            throw Unexpected($"'{c}' {where}");
        }
    }

    private bool TakeIf(char c)
    {
        if (_position >= _text.Length || _text[_position] != c)
        {
            return false;
        }
        _position++;
        return true;
    }

    private RefusedTextException Unexpected(string expected)
    {
        var found =
            _position >= _text.Length ? "the signature ends"
            : _text[_position] is < ' ' or > '~' ? $"U+{(int)_text[_position]:X4} stands"
            : $"'{_text[_position]}' stands";
        return new RefusedTextException(Here, $"Expected {expected}, but {found} here.");
    }

    /// <summary>Returns whether anything is left.</summary>
    private bool SkipBlanks()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                Step();
            }
            else if (c == '#')
            {
                while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
                {
                    _position++;
                }
            }
            else if (c == '(' && _position + 1 < _text.Length && _text[_position + 1] == '*')
            {
                SkipComment();
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    private void SkipComment()
    {
        var at = Here;
        var depth = 0;
        do
        {
            if (_position + 1 >= _text.Length)
            {
                throw new RefusedTextException(at, "This comment has no end. Close it with *).");
            }
            var two = _text.AsSpan(_position, 2);
            if (two is "(*" or "*)")
            {
                depth += two[0] == '(' ? 1 : -1;
                _position += 2;
            }
            else
            {
                Step();
            }
        } while (depth > 0);
    }

    private void Step()
    {
        if (_text[_position++] == '\n')
        {
            _line++;
            _lineStart = _position;
        }
    }
}
