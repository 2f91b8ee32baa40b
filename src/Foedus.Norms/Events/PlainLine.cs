using System.Buffers;

namespace Foedus.Norms.Events;

/// <summary>
/// Walks over a line as programs write them: texts without escapes, at most one space behind a comma or colon. Most lines
/// of a long file are like that, and a reader of all JSON costs several times as much. What does not fit makes a step
/// return false; it may still be a good line.
/// </summary>
internal ref struct PlainLine
{
    private readonly ReadOnlySpan<byte> line;
    private int at;

    private PlainLine(ReadOnlySpan<byte> line) => this.line = line;

    /// <summary>What has not been walked over yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => line[at..];

    // The escape sign, the control characters of ASCII, and the first byte of those behind ASCII (U+0080 to U+009F).
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (byte)code),
        (byte)'\\',
        0x7F,
        0xC2,
    ]);

    /// <summary>False where a text may hold an escape or a control character.</summary>
    public static bool TryStart(ReadOnlySpan<byte> line, out PlainLine walk)
    {
        walk = new PlainLine(line);
        return line.IndexOfAny(NotPlain) < 0;
    }

    public bool TryTake(byte sign)
    {
        if (at >= line.Length || line[at] != sign)
        {
            return false;
        }
        at++;
        return true;
    }

    /// <summary>A comma with the space that may follow it.</summary>
    public bool TryTakeComma()
    {
        if (!TryTake((byte)','))
        {
            return false;
        }
        TryTake((byte)' ');
        return true;
    }

    /// <summary>A colon with the space that may follow it.</summary>
    public bool TryTakeColon()
    {
        if (!TryTake((byte)':'))
        {
            return false;
        }
        TryTake((byte)' ');
        return true;
    }

    /// <summary>That very name of a member, with its colon; nothing is taken where another stands.</summary>
    /// <param name="quoted">The name in its quotation marks.</param>
    public bool TryTakeName(ReadOnlySpan<byte> quoted)
    {
        var before = at;
        if (Rest.StartsWith(quoted))
        {
            at += quoted.Length;
            if (TryTakeColon())
            {
                return true;
            }
        }
        at = before;
        return false;
    }

    /// <summary>A text that is not empty; nothing is taken where there is none.</summary>
    public bool TryTakeText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (at >= line.Length || line[at] != '"')
        {
            return false;
        }
        var length = line[(at + 1)..].IndexOf((byte)'"');
        if (length <= 0)
        {
            return false;
        }
        text = line.Slice(at + 1, length);
        at += length + 2;
        return true;
    }

    /// <summary>A number without an exponent, as it is written; nothing is taken where there is none.</summary>
    public bool TryTakeNumber(out ReadOnlySpan<byte> number)
    {
        number = default;
        var start = at < line.Length && line[at] == '-' ? at + 1 : at;
        var end = EndOfDigits(start);
        if (end == start || (end > start + 1 && line[start] == '0'))
        {
            return false;
        }
        if (end < line.Length && line[end] == '.')
        {
            var fraction = end + 1;
            end = EndOfDigits(fraction);
            if (end == fraction)
            {
                return false;
            }
        }
        number = line[at..end];
        at = end;
        return true;
    }

    private readonly int EndOfDigits(int from)
    {
        while (from < line.Length && char.IsAsciiDigit((char)line[from]))
        {
            from++;
        }
        return from;
    }
}
