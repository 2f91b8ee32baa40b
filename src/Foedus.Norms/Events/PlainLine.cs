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

    /// <summary>False where a text may hold an escape or what JSON forbids in texts.</summary>
    public static bool TryStart(ReadOnlySpan<byte> line, out PlainLine walk)
    {
        walk = new PlainLine(line);
        return !line.Contains((byte)'\\') && line.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0;
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

    /// <summary>A text that is not empty.</summary>
    public bool TryTakeText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryTake((byte)'"'))
        {
            return false;
        }
        var length = Rest.IndexOf((byte)'"');
        if (length <= 0)
        {
            return false;
        }
        text = line.Slice(at, length);
        at += length + 1;
        return true;
    }
}
