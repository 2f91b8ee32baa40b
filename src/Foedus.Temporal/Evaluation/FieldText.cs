using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Foedus.Temporal.Evaluation;

/// <summary>Numbers as the fields of a log write them.</summary>
internal static class FieldText
{
    /// <summary>Decimal, or hexadecimal, octal or binary behind 0x, 0o and 0b; false where it is no integer of 64 bits.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        if (
            Utf8Parser.TryParse(text, out value, out var read)
            && read == text.Length
            && text.Length > 0
            && text[0] != '+'
        )
        {
            return true;
        }
        var negative = text.Length > 0 && text[0] == '-';
        var rest = negative ? text[1..] : text;
        if (rest.Length < 3 || rest[0] != '0')
        {
            return false;
        }
        var radix = (rest[1] | 0x20) switch
        {
            'x' => 16,
            'o' => 8,
            'b' => 2,
            _ => 0,
        };
        value = 0;
        if (radix == 0)
        {
            return false;
        }
        foreach (var c in rest[2..])
        {
            var digit = char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : radix;
            if (digit >= radix || value > (long.MaxValue - digit) / radix)
            {
                return false;
            }
            value = value * radix + digit;
        }
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Decimal with or without fraction and exponent, nan, inf or infinity; false for anything else.</summary>
    public static bool TryFloat(ReadOnlySpan<byte> text, out double value)
    {
        if (Utf8Parser.TryParse(text, out value, out var read) && read == text.Length && text.Length > 0)
        {
            return true;
        }
        var word = Encoding.ASCII.GetString(text).ToLowerInvariant();
        switch (word)
        {
            case "nan" or "-nan":
                value = double.NaN;
                return true;
            case "inf" or "infinity":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(
                    word,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                    CultureInfo.InvariantCulture,
                    out value
                );
        }
    }
}
