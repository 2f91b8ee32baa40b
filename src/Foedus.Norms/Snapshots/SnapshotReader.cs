using System.Text;
using Foedus.Norms.Events;

namespace Foedus.Norms.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> of the same build wrote, in the same order.</summary>
internal sealed class SnapshotReader(Stream input) : IDisposable
{
    private readonly BinaryReader reader = new(input, Encoding.UTF8, leaveOpen: true);
    private readonly List<string> texts = [];
    private readonly List<Event> events = [];
    private readonly List<Cause> causes = [];
    private readonly List<Bound?> bounds = [];

    public long Number() => reader.Read7BitEncodedInt64();

    public int Small() => checked((int)Number());

    public bool Flag() => reader.ReadBoolean();

    public decimal Amount() => reader.ReadDecimal();

    public double Fraction() => reader.ReadDouble();

    public long Instant() => reader.ReadInt64();

    public string Text() => OptionalText() ?? throw new InvalidDataException("A text is missing.");

    public string? OptionalText()
    {
        var number = Small();
        if (number != 1)
        {
            return number == 0 ? null : texts[number - 2];
        }
        var text = reader.ReadString();
        texts.Add(text);
        return text;
    }

    public byte[] Blob()
    {
        var length = Small();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new InvalidDataException("Bytes are missing.");
    }

    public ulong[] Bits() => OptionalBits() ?? throw new InvalidDataException("A set is missing.");

    public ulong[]? OptionalBits()
    {
        var length = Small() - 1;
        if (length < 0)
        {
            return null;
        }
        var bits = new ulong[length];
        for (var i = 0; i < length; i++)
        {
            bits[i] = reader.ReadUInt64();
        }
        return bits;
    }

    public long? OptionalInstant() => Flag() ? Instant() : null;

    public List<T> Many<T>(Func<T> read)
    {
        var count = Small();
        var values = new List<T>();
        for (var i = 0; i < count; i++)
        {
            values.Add(read());
        }
        return values;
    }

    public Event Event() => OptionalEvent() ?? throw new InvalidDataException("An event is missing.");

    public Event? OptionalEvent()
    {
        var number = Small();
        if (number != 1)
        {
            return number == 0 ? null : events[number - 2];
        }
        var read = EventForm.Read(this);
        events.Add(read);
        return read;
    }

    public Cause? Cause()
    {
        var number = Small();
        var chain = number == 0 ? null : causes[number - 1];
        for (var fresh = Small(); fresh > 0; fresh--)
        {
            chain = new Cause(Event(), chain);
            causes.Add(chain);
        }
        return chain;
    }

    public Bound Bound() => OptionalBound() ?? throw new InvalidDataException("A bound is missing.");

    public Bound? OptionalBound()
    {
        var number = Small();
        if (number != 1)
        {
            return number == 0 ? null : bounds[number - 2];
        }
        // Its number is given before it is read, as the writer did.
        var at = bounds.Count;
        bounds.Add(null);
        var read = StateForm.ReadBound(this);
        bounds[at] = read;
        return read;
    }

    public void Dispose() => reader.Dispose();
}
