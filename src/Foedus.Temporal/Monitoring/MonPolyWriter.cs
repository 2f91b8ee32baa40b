using System.Buffers.Text;
using System.Text;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>Writes verdicts as MonPoly does: <c>@20 (time point 6): (0,"a") (1,"b")</c>.</summary>
public sealed class MonPolyWriter : IVerdictSink
{
    private readonly Stream _target;
    private readonly byte[][] _prefixes;
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;
    private long _flushes;
    private byte[] _rows = [];
    private int _rowsLength;
    private int _rowsOf = -1;

    /// <param name="target">Gets UTF-8 lines. Not closed.</param>
    /// <param name="prefixes">Per formula what stands before each of its lines.</param>
    public MonPolyWriter(Stream target, IReadOnlyList<string> prefixes)
    {
        _target = target;
        _prefixes = new byte[prefixes.Count][];
        for (var i = 0; i < prefixes.Count; i++)
        {
            _prefixes[i] = Encoding.UTF8.GetBytes(prefixes[i]);
        }
    }

    /// <summary>How many lines have been written.</summary>
    public long Lines { get; private set; }

    public void Take(in Verdict verdict)
    {
        Lines++;
        Write(_prefixes[verdict.FormulaIndex]);
        Write("@"u8);
        Write(verdict.Stamp);
        Write(" (time point "u8);
        Write(verdict.TimePoint);
        Write("):"u8);
        var types = verdict.Formula.Types;
        if (types.Count == 0)
        {
            Write(" true"u8);
        }
        else if (verdict.Repeats && verdict.FormulaIndex == _rowsOf)
        {
            Write(_rows.AsSpan(0, _rowsLength));
        }
        else
        {
            WriteRows(verdict, types);
        }
        Write("\n"u8);
    }

    /// <summary>Writes the reasons for the tuples of the last verdict, indented below it.</summary>
    public void Explain(IReadOnlyList<Explanation> explanations)
    {
        foreach (var explanation in explanations)
        {
            foreach (var item in explanation.Events)
            {
                Write(Encoding.UTF8.GetBytes($"  because of {item}\n"));
            }
            foreach (var step in explanation.Path)
            {
                Write(Encoding.UTF8.GetBytes($"    {step}\n"));
            }
        }
    }

    /// <summary>Hands everything written so far to the target.</summary>
    public void Flush()
    {
        if (_used > 0)
        {
            _target.Write(_buffer, 0, _used);
            _used = 0;
        }
        _target.Flush();
    }

    private void WriteRows(in Verdict verdict, IReadOnlyList<ColumnType> types)
    {
        var flushes = _flushes;
        var start = _used;
        FormatRows(verdict, types);
        // The rows are kept if they lie in one piece, in case the next verdict repeats them.
        _rowsOf = -1;
        if (flushes == _flushes && _used - start <= _buffer.Length / 4)
        {
            _rowsLength = _used - start;
            if (_rows.Length < _rowsLength)
            {
                _rows = new byte[_rowsLength * 2];
            }
            Buffer.BlockCopy(_buffer, start, _rows, 0, _rowsLength);
            _rowsOf = verdict.FormulaIndex;
        }
    }

    private void FormatRows(in Verdict verdict, IReadOnlyList<ColumnType> types)
    {
        var at = 0;
        for (var row = 0; row < verdict.Count; row++)
        {
            Write(" ("u8);
            for (var column = 0; column < types.Count; column++)
            {
                if (column > 0)
                {
                    Write(","u8);
                }
                var value = verdict.Rows[at++];
                switch (types[column])
                {
                    case ColumnType.Integer:
                        Write(value);
                        break;
                    case ColumnType.Float:
                        Write(Encoding.ASCII.GetBytes(NumberText.General(BitConverter.Int64BitsToDouble(value))));
                        break;
                    default:
                        WriteText(verdict.Texts[value]);
                        break;
                }
            }
            Write(")"u8);
        }
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        var quoted = text.Length > 0 && text[0] == '"' && text[^1] == '"';
        if (!quoted)
        {
            Write("\""u8);
        }
        Write(text);
        if (!quoted)
        {
            Write("\""u8);
        }
    }

    private void Write(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Reserve(int length)
    {
        if (_used + length <= _buffer.Length)
        {
            return;
        }
        _target.Write(_buffer, 0, _used);
        _used = 0;
        _flushes++;
        if (length > _buffer.Length)
        {
            _buffer = new byte[length * 2];
        }
    }
}
