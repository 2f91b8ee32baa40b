using System.Text;
using Foedus.Norms.Events;

namespace Foedus.Norms.Snapshots;

/// <summary>
/// Writes values for <see cref="SnapshotReader"/> of the very same build. Texts, events, causes and bounds are written
/// once and named by number afterwards: what was one object is one object again.
/// </summary>
internal sealed class SnapshotWriter(Stream output) : IDisposable
{
    private readonly BinaryWriter writer = new(output, Encoding.UTF8, leaveOpen: true);
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Event, int> events = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Cause, int> causes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Bound, int> bounds = new(ReferenceEqualityComparer.Instance);

    public void Number(long value) => writer.Write7BitEncodedInt64(value);

    public void Flag(bool value) => writer.Write(value);

    public void Amount(decimal value) => writer.Write(value);

    public void Fraction(double value) => writer.Write(value);

    public void Instant(long value) => writer.Write(value);

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
        }
        else if (IsNew(texts, value))
        {
            writer.Write(value);
        }
    }

    public void Blob(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        writer.Write(value);
    }

    public void Bits(ulong[]? value)
    {
        Number(value is null ? 0 : value.Length + 1);
        foreach (var word in value ?? [])
        {
            writer.Write(word);
        }
    }

    public void Optional(long? value)
    {
        Flag(value is not null);
        if (value is { } given)
        {
            Instant(given);
        }
    }

    public void Many<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Number(values.Count);
        foreach (var value in values)
        {
            write(value);
        }
    }

    public void Event(Event? value)
    {
        if (value is null)
        {
            Number(0);
        }
        else if (IsNew(events, value))
        {
            EventForm.Write(this, value);
        }
    }

    /// <summary>A chain of causes can be long: it is written from its oldest link that is new, without recursion.</summary>
    public void Cause(Cause? value)
    {
        var fresh = new Stack<Cause>();
        var known = value;
        while (known is not null && !causes.ContainsKey(known))
        {
            fresh.Push(known);
            known = known.Before;
        }
        Number(known is null ? 0 : causes[known] + 1);
        Number(fresh.Count);
        while (fresh.TryPop(out var link))
        {
            causes.Add(link, causes.Count);
            Event(link.Event);
        }
    }

    public void Bound(Bound? value)
    {
        if (value is null)
        {
            Number(0);
        }
        else if (IsNew(bounds, value))
        {
            StateForm.Write(this, value);
        }
    }

    public void Dispose() => writer.Dispose();

    /// <summary>Writes 0 for nothing, 1 for what follows, and from 2 on what has been written before.</summary>
    private bool IsNew<T>(Dictionary<T, int> known, T value)
        where T : class
    {
        if (known.TryGetValue(value, out var number))
        {
            Number(number + 2);
            return false;
        }
        known.Add(value, known.Count);
        Number(1);
        return true;
    }
}
