using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Foedus.Ledger.Json;

/// <summary>The one spelling of a JSON value that everybody hashes and signs: RFC 8785 (JCS).</summary>
public static class CanonicalJson
{
    /// <summary>One for each thread, and never larger than a few payloads: the spelling of most values is only compared.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    public static byte[] Write(JsonValue value)
    {
        var output = scratch ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Whether the bytes are exactly what <see cref="Write(JsonValue)"/> gives for the value.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> text, JsonValue value)
    {
        var output = scratch ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        Write(value, output);
        return text.SequenceEqual(output.WrittenSpan);
    }

    private static void Write(JsonValue value, ArrayBufferWriter<byte> output)
    {
        switch (value)
        {
            case JsonObject members:
                WriteObject(members.Members, output);
                break;
            case JsonArray items:
                WriteArray(items.Items, output);
                break;
            case JsonString text:
                WriteText(text.Value, output);
                break;
            case JsonNumber number:
                WriteAscii(NumberText(number.Value), output);
                break;
            case JsonBoolean boolean:
                output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    private static void WriteObject(ImmutableArray<JsonMember> members, ArrayBufferWriter<byte> output)
    {
        var sorted = members;
        for (var i = 1; i < members.Length; i++)
        {
            // RFC 8785 orders names by their UTF-16 code units, which is what ordinal comparison does.
            if (string.CompareOrdinal(members[i - 1].Name, members[i].Name) > 0)
            {
                sorted = members.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
                break;
            }
        }
        output.Write("{"u8);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }
            WriteText(sorted[i].Name, output);
            output.Write(":"u8);
            Write(sorted[i].Value, output);
        }
        output.Write("}"u8);
    }

    private static void WriteArray(ImmutableArray<JsonValue> items, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }
            Write(items[i], output);
        }
        output.Write("]"u8);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit >= 0x20 && unit != '"' && unit != '\\')
            {
                continue;
            }
            Encoding.UTF8.GetBytes(text.AsSpan(start, i - start), output);
            start = i + 1;
            WriteAscii(
                unit switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\b' => "\\b",
                    '\t' => "\\t",
                    '\n' => "\\n",
                    '\f' => "\\f",
                    '\r' => "\\r",
                    _ => $"\\u{(int)unit:x4}",
                },
                output
            );
        }
        Encoding.UTF8.GetBytes(text.AsSpan(start), output);
        output.Write("\""u8);
    }

    private static void WriteAscii(string text, ArrayBufferWriter<byte> output) =>
        output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));

    /// <summary>The number as ECMAScript writes it (Number::toString): shortest digits that read back as the same double.</summary>
    internal static string NumberText(double value)
    {
        if (value == 0)
        {
            return "0";
        }
        if (Math.Abs(value) <= JsonRules.LargestInteger && value == Math.Floor(value))
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        // The library's round-trip form has the right digits; only where it puts the point and the exponent differs.
        var digits = DigitsOf(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture), out var point);
        var sign = value < 0 ? "-" : "";
        var count = digits.Length;
        if (point is > 0 and <= 21)
        {
            return count <= point
                ? $"{sign}{digits}{new string('0', point - count)}"
                : $"{sign}{digits[..point]}.{digits[point..]}";
        }
        if (point is > -6 and <= 0)
        {
            return $"{sign}0.{new string('0', -point)}{digits}";
        }
        var exponent = point - 1;
        var mantissa = count == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The significant digits, and where the decimal point stands: value = 0.digits × 10^point.</summary>
    private static string DigitsOf(string text, out int point)
    {
        var exponent = 0;
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? text : text[..dot];
        var all = dot < 0 ? text : whole + text[(dot + 1)..];
        point = whole.Length + exponent;
        var leading = all.Length - all.TrimStart('0').Length;
        point -= leading;
        return all.Trim('0');
    }
}
