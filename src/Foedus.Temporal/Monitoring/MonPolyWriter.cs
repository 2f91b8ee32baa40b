using System.Runtime.CompilerServices;
using System.Text;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>Writes verdicts as MonPoly does: <c>@20 (time point 6): (0,"a") (1,"b")</c>.</summary>
public sealed class MonPolyWriter : IVerdictSink
{
    private readonly Stream _target;
    private readonly byte[][] _prefixes;

    // Per formula whether its columns are all integers; null until its first verdict.
    private readonly bool?[] _areIntegers;
    private byte[] _buffer = new byte[64 * 1024];
    private int _used;

    // Where in the buffer the tuples of the last verdict stand, in case the next one repeats them; -1 once they are gone.
    private int _rowsAt = -1;
    private int _rowsLength;
    private int _rowsOf;

    // What stands before the tuples of the last verdict, and whose it is.
    private byte[] _head = [];
    private int _headLength;
    private int _headOf = -1;
    private long _headStamp;
    private long _headTimePoint;

    /// <param name="target">Gets UTF-8 lines. Not closed.</param>
    /// <param name="prefixes">Per formula what stands before each of its lines.</param>
    public MonPolyWriter(Stream target, IReadOnlyList<string> prefixes)
    {
        _target = target;
        _prefixes = new byte[prefixes.Count][];
        _areIntegers = new bool?[prefixes.Count];
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
        WriteHead(verdict.FormulaIndex, verdict.Stamp, verdict.TimePoint);
        var types = verdict.Formula.Types;
        if (types.Count == 0)
        {
            Write(" true"u8);
        }
        else
        {
            WriteRows(verdict, types);
        }
        Reserve(1);
        _buffer[_used++] = (byte)'\n';
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
            Drain();
        }
        _target.Flush();
    }

    private void WriteHead(int formula, long stamp, long timePoint)
    {
        // Verdicts of neighbouring time points of one stamp differ in the last digit, nine times out of ten.
        if (
            timePoint == unchecked(_headTimePoint + 1)
            && stamp == _headStamp
            && formula == _headOf
            && _head[_headLength - 3] != '9'
        )
        {
            _head[_headLength - 3]++;
        }
        else
        {
            MakeHead(formula, stamp, timePoint);
        }
        _headTimePoint = timePoint;
        Reserve(_headLength);
        _head.AsSpan(0, _headLength).CopyTo(_buffer.AsSpan(_used));
        _used += _headLength;
    }

    private void MakeHead(int formula, long stamp, long timePoint)
    {
        var prefix = _prefixes[formula];
        var longest = prefix.Length + 2 * IntegerText.Longest + 16;
        if (_head.Length < longest)
        {
            _head = new byte[longest];
        }
        var target = _head.AsSpan();
        prefix.CopyTo(target);
        var at = prefix.Length;
        target[at++] = (byte)'@';
        at += IntegerText.Write(stamp, target[at..]);
        " (time point "u8.CopyTo(target[at..]);
        at += 13;
        at += IntegerText.Write(timePoint, target[at..]);
        target[at++] = (byte)')';
        target[at++] = (byte)':';
        (_headLength, _headOf, _headStamp) = (at, formula, stamp);
    }

    private void WriteRows(in Verdict verdict, IReadOnlyList<ColumnType> types)
    {
        if (verdict.Repeats && verdict.FormulaIndex == _rowsOf && _rowsAt >= 0)
        {
            Reserve(_rowsLength);
            if (_rowsAt >= 0)
            {
                Buffer.BlockCopy(_buffer, _rowsAt, _buffer, _used, _rowsLength);
                _rowsAt = _used;
                _used += _rowsLength;
                return;
            }
        }
        _rowsAt = _used;
        _rowsOf = verdict.FormulaIndex;
        if (_areIntegers[verdict.FormulaIndex] ??= types.All(type => type == ColumnType.Integer))
        {
            FormatIntegers(verdict.Rows, types.Count);
        }
        else
        {
            FormatRows(verdict, types);
        }
        // Draining the buffer has taken them away.
        _rowsLength = _used - _rowsAt;
    }

    private void FormatIntegers(ReadOnlySpan<long> rows, int width)
    {
        var longest = width * (IntegerText.Longest + 1) + 2;
        for (var first = 0; first < rows.Length; first += width)
        {
            Reserve(longest);
            var target = _buffer.AsSpan(_used, longest);
            target[0] = (byte)' ';
            target[1] = (byte)'(';
            var at = 2;
            foreach (var value in rows.Slice(first, width))
            {
                at += IntegerText.Write(value, target[at..]);
                target[at++] = (byte)',';
            }
            target[at - 1] = (byte)')';
            _used += at;
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
        Reserve(IntegerText.Longest);
        _used += IntegerText.Write(value, _buffer.AsSpan(_used));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int length)
    {
        if (_used + length > _buffer.Length)
        {
            MakeRoom(length);
        }
    }

    private void MakeRoom(int length)
    {
        Drain();
        if (length > _buffer.Length)
        {
            _buffer = new byte[length * 2];
        }
    }

    private void Drain()
    {
        _target.Write(_buffer, 0, _used);
        _used = 0;
        _rowsAt = -1;
    }
}
