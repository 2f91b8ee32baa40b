namespace Foedus.Norms.Events;

/// <summary>
/// Reads an event file in one pass, in the order of arrival. Strict: the first line that is no event ends the reading,
/// with <see cref="Fault"/> saying which line it is, what is wrong with it and how to mend it.
/// </summary>
public sealed class EventReader(Stream stream)
{
    private readonly LineReader lines = new(stream);
    private readonly EventParser parser = new();
    private long recordedBefore = long.MinValue;

    /// <summary>Set once <see cref="TryRead"/> has returned false before the end of the file.</summary>
    public EventFault? Fault { get; private set; }

    /// <summary>Reading ends behind this line as if the file did; null: at the file's end.</summary>
    public int? LastLine { get; init; }

    /// <summary>
    /// Told of a line that is no event, which is then passed over; null: it ends the reading. On a ledger whoever may append
    /// could else stop everybody's replay with one line.
    /// </summary>
    public Action<EventFault>? PassOver { get; init; }

    /// <summary>Lines that were read elsewhere before the first of this stream.</summary>
    public int LinesBefore { get; init; }

    /// <summary>Lines read so far, blank ones included.</summary>
    public int Line => LinesBefore + lines.Line;

    /// <summary>The next event; false at the end of the file and at a fault.</summary>
    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Event? read)
    {
        read = null;
        while (Fault is null && !(Line >= LastLine))
        {
            if (!lines.TryRead(out var line, out var tooLong))
            {
                if (tooLong)
                {
                    Fault = new EventFault(
                        Line,
                        "the line is longer than 1 MiB",
                        "give an event file: one JSON object a line, each line ended"
                    );
                }
                return false;
            }
            if (IsBlank(line))
            {
                continue;
            }
            if (!parser.TryParse(line, Line, recordedBefore, out read))
            {
                var fault = new EventFault(Line, parser.Fault.What, parser.Fault.Remedy);
                if (PassOver is not null)
                {
                    PassOver(fault);
                    continue;
                }
                Fault = fault;
                return false;
            }
            recordedBefore = read?.RecordedTime ?? recordedBefore;
            return read is not null;
        }
        return false;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
}
