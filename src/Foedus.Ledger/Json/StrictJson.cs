using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Foedus.Ledger.Json;

/// <summary>
/// Reads JSON from outside. Every byte is accounted for: no byte order mark, comment, trailing comma, control character,
/// half surrogate pair, overlong UTF-8 or number that becomes infinite. It never throws; what it refuses it describes.
/// </summary>
public static class StrictJson
{
    public static bool TryParse(
        ReadOnlySpan<byte> text,
        JsonRules rules,
        [NotNullWhen(true)] out JsonValue? value,
        [NotNullWhen(false)] out JsonFault? fault
    )
    {
        var reader = new Reader(text, rules);
        value = reader.ReadWhole();
        fault = reader.Fault;
        if (fault is not null)
        {
            value = null;
            return false;
        }
        if (value is null)
        {
            fault = new JsonFault(0, "no value");
            return false;
        }
        return true;
    }

    private ref struct Reader(ReadOnlySpan<byte> text, JsonRules rules)
    {
        private readonly ReadOnlySpan<byte> text = text;
        private int at;
        private int depth;

        public JsonFault? Fault { get; private set; }

        public JsonValue? ReadWhole()
        {
            SkipWhitespace();
            var value = ReadValue();
            if (value is null)
            {
                return null;
            }
            SkipWhitespace();
            return at == text.Length ? value : Refuse("something follows the value");
        }

        private JsonValue? ReadValue()
        {
            if (at == text.Length)
            {
                return Refuse("the text ends where a value should stand");
            }
            switch (text[at])
            {
                case (byte)'{':
                    return Nested() ? ReadObject() : null;
                case (byte)'[':
                    return Nested() ? ReadArray() : null;
                case (byte)'"':
                    return ReadText() is { } characters ? new JsonString(characters) : null;
                case (byte)'t':
                    return ReadWord("true"u8, JsonBoolean.True);
                case (byte)'f':
                    return ReadWord("false"u8, JsonBoolean.False);
                case (byte)'n':
                    return ReadWord("null"u8, JsonNull.Instance);
                default:
                    return ReadNumber();
            }
        }

        private bool Nested()
        {
            if (depth == rules.MaximumDepth)
            {
                Refuse($"more than {rules.MaximumDepth} levels");
                return false;
            }
            depth++;
            at++;
            return true;
        }

        private JsonObject? ReadObject()
        {
            var members = ImmutableArray.CreateBuilder<JsonMember>();
            // While names stand in order, as in canonical text, a name can only repeat the one before.
            HashSet<string>? names = null;
            string? last = null;
            SkipWhitespace();
            if (Take((byte)'}'))
            {
                depth--;
                return new JsonObject([]);
            }
            while (true)
            {
                SkipWhitespace();
                var start = at;
                if (at == text.Length || text[at] != '"')
                {
                    Refuse("a name in quotation marks should stand here");
                    return null;
                }
                if (ReadText() is not { } name)
                {
                    return null;
                }
                if (rules.UniqueNames && IsRepeated(name, last, members, ref names))
                {
                    at = start;
                    Refuse("a name stands twice in one object");
                    return null;
                }
                last = name;
                SkipWhitespace();
                if (!Take((byte)':'))
                {
                    Refuse("':' should stand here");
                    return null;
                }
                SkipWhitespace();
                if (ReadValue() is not { } value)
                {
                    return null;
                }
                members.Add(new JsonMember(name, value));
                SkipWhitespace();
                if (Take((byte)','))
                {
                    continue;
                }
                if (Take((byte)'}'))
                {
                    depth--;
                    return new JsonObject(members.ToImmutable());
                }
                Refuse("',' or '}' should stand here");
                return null;
            }
        }

        /// <param name="last">The name before; null at the first.</param>
        /// <param name="names">All before, once they have been out of order.</param>
        private static bool IsRepeated(
            string name,
            string? last,
            ImmutableArray<JsonMember>.Builder before,
            ref HashSet<string>? names
        )
        {
            if (names is null)
            {
                var order = last is null ? -1 : string.CompareOrdinal(last, name);
                if (order <= 0)
                {
                    return order == 0;
                }
                names = new HashSet<string>(before.Count + 1, StringComparer.Ordinal);
                foreach (var member in before)
                {
                    names.Add(member.Name);
                }
            }
            return !names.Add(name);
        }

        private JsonArray? ReadArray()
        {
            var items = ImmutableArray.CreateBuilder<JsonValue>();
            SkipWhitespace();
            if (Take((byte)']'))
            {
                depth--;
                return new JsonArray([]);
            }
            while (true)
            {
                SkipWhitespace();
                if (ReadValue() is not { } value)
                {
                    return null;
                }
                items.Add(value);
                SkipWhitespace();
                if (Take((byte)','))
                {
                    continue;
                }
                if (Take((byte)']'))
                {
                    depth--;
                    return new JsonArray(items.ToImmutable());
                }
                Refuse("',' or ']' should stand here");
                return null;
            }
        }

        private JsonValue? ReadWord(ReadOnlySpan<byte> word, JsonValue value)
        {
            if (!text[at..].StartsWith(word))
            {
                return Refuse("no value of JSON starts like this");
            }
            at += word.Length;
            return value;
        }

        private JsonNumber? ReadNumber()
        {
            var start = at;
            Take((byte)'-');
            if (!Take((byte)'0') && !TakeDigits())
            {
                at = start;
                Refuse("no value of JSON starts like this");
                return null;
            }
            var whole = true;
            if (Take((byte)'.'))
            {
                whole = false;
                if (!TakeDigits())
                {
                    Refuse("a digit should follow the decimal point");
                    return null;
                }
            }
            if (at < text.Length && (text[at] | 0x20) == 'e')
            {
                whole = false;
                at++;
                if (!Take((byte)'+'))
                {
                    Take((byte)'-');
                }
                if (!TakeDigits())
                {
                    Refuse("a digit should stand in the exponent");
                    return null;
                }
            }
            return ToNumber(start, whole);
        }

        private JsonNumber? ToNumber(int start, bool whole)
        {
            var digits = text[start..at];
            if (!Utf8Parser.TryParse(digits, out double value, out var used) || used != digits.Length)
            {
                // The parser of the library gives up on very long numbers; the slow way takes any length.
                value = double.Parse(
                    Encoding.ASCII.GetString(digits),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture
                );
            }
            if (!double.IsFinite(value))
            {
                at = start;
                Refuse("the number is larger than a double");
                return null;
            }
            if (rules.WholeNumbersOnly && (!whole || Math.Abs(value) > JsonRules.LargestInteger))
            {
                at = start;
                Refuse("a number that is no integer between −(2^53−1) and 2^53−1 (write amounts as decimal texts)");
                return null;
            }
            return new JsonNumber(value);
        }

        private string? ReadText()
        {
            at++;
            var plain = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (
                plain >= 0
                && text[at + plain] == '"'
                && Ascii.IsValid(text.Slice(at, plain))
                && !HasControl(text.Slice(at, plain))
            )
            {
                var value = Encoding.ASCII.GetString(text.Slice(at, plain));
                at += plain + 1;
                return value;
            }
            return ReadTextSlowly();
        }

        private static bool HasControl(ReadOnlySpan<byte> characters) =>
            characters.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0;

        private string? ReadTextSlowly()
        {
            var builder = new StringBuilder();
            while (at < text.Length)
            {
                var next = text[at];
                if (next == '"')
                {
                    at++;
                    return builder.ToString();
                }
                if (next < 0x20)
                {
                    Refuse("a control character stands unescaped in a text");
                    return null;
                }
                if (next == '\\')
                {
                    if (!TryReadEscape(builder))
                    {
                        return null;
                    }
                    continue;
                }
                if (
                    Rune.DecodeFromUtf8(text[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done
                )
                {
                    Refuse("not UTF-8");
                    return null;
                }
                builder.Append(rune.ToString());
                at += length;
            }
            Refuse("the text ends inside quotation marks");
            return null;
        }

        private bool TryReadEscape(StringBuilder builder)
        {
            var start = at;
            if (at + 1 >= text.Length)
            {
                Refuse("the text ends inside an escape");
                return false;
            }
            at += 2;
            var escaped = text[at - 1] switch
            {
                (byte)'"' => '"',
                (byte)'\\' => '\\',
                (byte)'/' => '/',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'u' => 'u',
                _ => '\0',
            };
            if (escaped == '\0')
            {
                at = start;
                Refuse("no such escape");
                return false;
            }
            if (escaped != 'u')
            {
                builder.Append(escaped);
                return true;
            }
            if (!TryReadCodeUnit(out var first))
            {
                at = start;
                Refuse("\\u should be followed by four hexadecimal digits");
                return false;
            }
            if (!char.IsSurrogate(first))
            {
                builder.Append(first);
                return true;
            }
            if (
                char.IsHighSurrogate(first)
                && Take((byte)'\\')
                && Take((byte)'u')
                && TryReadCodeUnit(out var second)
                && char.IsLowSurrogate(second)
            )
            {
                builder.Append(first).Append(second);
                return true;
            }
            at = start;
            Refuse("half of a surrogate pair");
            return false;
        }

        private bool TryReadCodeUnit(out char unit)
        {
            unit = '\0';
            if (at + 4 > text.Length)
            {
                return false;
            }
            var value = 0;
            for (var i = 0; i < 4; i++)
            {
                var digit = text[at + i] switch
                {
                    >= (byte)'0' and <= (byte)'9' => text[at + i] - '0',
                    >= (byte)'a' and <= (byte)'f' => text[at + i] - 'a' + 10,
                    >= (byte)'A' and <= (byte)'F' => text[at + i] - 'A' + 10,
                    _ => -1,
                };
                if (digit < 0)
                {
                    return false;
                }
                value = (value * 16) + digit;
            }
            at += 4;
            unit = (char)value;
            return true;
        }

        private bool Take(byte expected)
        {
            if (at < text.Length && text[at] == expected)
            {
                at++;
                return true;
            }
            return false;
        }

        private bool TakeDigits()
        {
            var start = at;
            while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
            {
                at++;
            }
            return at > start;
        }

        private void SkipWhitespace()
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                at++;
            }
        }

        private JsonValue? Refuse(string what)
        {
            Fault ??= new JsonFault(at, what);
            return null;
        }
    }
}
