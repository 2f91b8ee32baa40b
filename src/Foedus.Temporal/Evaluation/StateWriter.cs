using System.Buffers.Binary;

namespace Foedus.Temporal.Evaluation;

/// <summary>Writes the state of operators as little-endian 64-bit numbers, or only shows the numbers to marks.</summary>
internal sealed class StateWriter(Stream target, TextMarks? marks = null) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public void Number(long value)
    {
        if (marks is not null)
        {
            marks.Mark(value);
            return;
        }
        if (_used + 8 > _buffer.Length)
        {
            Flush();
        }
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += 8;
    }

    public void Numbers(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            Number(value);
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        if (_used + bytes.Length > _buffer.Length)
        {
            Flush();
        }
        if (bytes.Length > _buffer.Length)
        {
            target.Write(bytes);
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Table(TupleTable table)
    {
        Number(table.Count);
        for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
        {
            Numbers(
                System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref table.Row(row), table.Width + 1)
            );
        }
    }

    public void Flush()
    {
        target.Write(_buffer, 0, _used);
        _used = 0;
    }

    public void Dispose() => Flush();
}
