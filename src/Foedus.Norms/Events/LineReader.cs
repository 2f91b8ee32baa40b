namespace Foedus.Norms.Events;

/// <summary>
/// Cuts a stream of bytes into lines of bounded length, without copying more than the end of a buffer. A byte order
/// mark at the start and a carriage return at a line's end are not part of a line.
/// </summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>No event is that long; a file that has no line ends must not fill the memory.</summary>
    public const int MaximumLineLength = 1 << 20;

    private const int InitialBuffer = 1 << 16;
    private byte[] buffer = new byte[InitialBuffer];
    private int start;
    private int end;
    private bool ended;

    /// <summary>Lines given so far.</summary>
    public int Line { get; private set; }

    /// <summary>The next line, valid until the next call; false at the end, or when the line is too long.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        tooLong = false;
        var searched = 0;
        while (true)
        {
            var length = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                length += searched;
                line = Trimmed(buffer.AsSpan(start, length));
                start += length + 1;
                tooLong = length > MaximumLineLength;
                Line++;
                return !tooLong;
            }

            searched = end - start;
            if (searched > MaximumLineLength)
            {
                Line++;
                tooLong = true;
                line = default;
                return false;
            }
            if (ended)
            {
                line = Trimmed(buffer.AsSpan(start, searched));
                start = end;
                if (searched == 0)
                {
                    return false;
                }
                Line++;
                return true;
            }
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var count = stream.Read(buffer, end, buffer.Length - end);
        ended = count == 0;
        end += count;
    }

    private ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line)
    {
        if (Line == 0 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
