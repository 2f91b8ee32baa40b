using System.Buffers.Binary;

namespace Foedus.Temporal.Evaluation;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Throws <see cref="InvalidDataException"/> for anything else.</summary>
internal sealed class StateReader(Stream source)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _filled;

    public long Number()
    {
        if (_filled - _at < 8)
        {
            Fill();
        }
        var value = BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(_at));
        _at += 8;
        return value;
    }

    /// <summary>A number from the least one to the largest array length.</summary>
    public int Count(int least = 0)
    {
        var value = Number();
        return value >= least && value <= Array.MaxLength
            ? (int)value
            : throw new InvalidDataException("The checkpoint is damaged.");
    }

    public void Numbers(Span<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Number();
        }
    }

    public byte[] Bytes()
    {
        var length = Count();
        using var bytes = new MemoryStream();
        while (length > 0)
        {
            if (_at == _filled)
            {
                FillAtLeast(1);
            }
            var piece = Math.Min(length, _filled - _at);
            bytes.Write(_buffer, _at, piece);
            _at += piece;
            length -= piece;
        }
        return bytes.ToArray();
    }

    public void Table(TupleTable table)
    {
        var count = Count();
        var row = new long[table.Width + 1];
        for (var i = 0; i < count; i++)
        {
            Numbers(row);
            table.FindOrAdd(ref row[0], row[table.Width], out var added);
            if (!added)
            {
                throw new InvalidDataException("The checkpoint is damaged.");
            }
        }
    }

    private void Fill() => FillAtLeast(8);

    private void FillAtLeast(int needed)
    {
        Array.Copy(_buffer, _at, _buffer, 0, _filled - _at);
        _filled -= _at;
        _at = 0;
        while (_filled < needed)
        {
            var read = source.Read(_buffer, _filled, _buffer.Length - _filled);
            if (read == 0)
            {
                throw new InvalidDataException("The checkpoint ends too early.");
            }
            _filled += read;
        }
    }
}
