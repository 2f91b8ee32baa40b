using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// <c>NOT left SINCE right</c>: per binding the last moment the right side held within the window; an event of the
/// left side removes the bindings it matches. Right sides younger than the window's near end wait in their stream, and
/// the removals that may still concern them in a second table.
/// </summary>
internal sealed class SinceRelation : Relation
{
    private readonly EventStream _left;
    private readonly EventStream _right;
    private readonly Interval _interval;

    // For each column of the left side, the column of the right side with the same variable.
    private readonly int[] _columns;
    private readonly HashIndex? _byLeft;
    private readonly TupleTable _table;

    // Left tuples with the last time point they held at, while right sides from before it are still to come.
    private readonly TupleTable? _removals;
    private readonly long[] _key;

    // For the removals, in the order of their rows: the stamp after which a removal concerns nothing more.
    private readonly Queue<(long TimePoint, long Stamp)> _removalStamps = new();

    public SinceRelation(EventStream left, EventStream right, int[] columns, Interval interval, Frontier frontier)
        : base(right.Width, frontier)
    {
        _left = left;
        _right = right;
        _columns = columns;
        _interval = interval;
        _table = new TupleTable(right.Width);
        _key = new long[Math.Max(1, columns.Length)];
        if (columns.Length > 0 && !IsIdentity(columns, right.Width))
        {
            _byLeft = _table.IndexOn(columns);
        }
        if (interval.Low > 0)
        {
            _removals = new TupleTable(columns.Length);
        }
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        var low = _interval.IsBounded ? stamp - _interval.High : long.MinValue;
        if (_removals is null)
        {
            SeekTogether(timePoint, low);
        }
        else
        {
            SeekApart(timePoint, stamp, low);
        }
        if (low != long.MinValue)
        {
            for (var row = _table.First; row >= 0 && _table.StampOf(row) < low; row = _table.First)
            {
                Drop(row);
            }
        }
    }

    public override void Save(StateWriter writer)
    {
        writer.Table(_table);
        if (_removals is not null)
        {
            writer.Table(_removals);
            writer.Number(_removalStamps.Count);
            foreach (var (timePoint, stamp) in _removalStamps)
            {
                writer.Number(timePoint);
                writer.Number(stamp);
            }
        }
    }

    public override void Load(StateReader reader)
    {
        reader.Table(_table);
        if (_removals is not null)
        {
            reader.Table(_removals);
            for (var count = reader.Count(); count > 0; count--)
            {
                var timePoint = reader.Number();
                _removalStamps.Enqueue((timePoint, reader.Number()));
            }
        }
    }

    private static bool IsIdentity(int[] columns, int width)
    {
        if (columns.Length != width)
        {
            return false;
        }
        for (var i = 0; i < width; i++)
        {
            if (columns[i] != i)
            {
                return false;
            }
        }
        return true;
    }

    // The window reaches up to the current time point: both sides are taken in, in the order of time points.
    private void SeekTogether(long timePoint, long low)
    {
        while (true)
        {
            var leftAt = _left.Peek() ? _left.TimePoint : long.MaxValue;
            var rightAt = _right.Peek() ? _right.TimePoint : long.MaxValue;
            var next = Math.Min(leftAt, rightAt);
            if (next > timePoint)
            {
                return;
            }
            if (leftAt == next)
            {
                RemoveMatching();
                _left.Consume();
            }
            if (rightAt == next)
            {
                if (_right.Stamp >= low)
                {
                    TakeIn(0);
                }
                _right.Consume();
            }
        }
    }

    private void SeekApart(long timePoint, long stamp, long low)
    {
        var high = stamp - _interval.Low;
        while (_left.Peek() && _left.TimePoint <= timePoint)
        {
            RemoveMatching();
            Remember();
            _left.Consume();
        }
        while (_right.Peek() && _right.TimePoint <= timePoint && _right.Stamp <= high)
        {
            if (_right.Stamp >= low)
            {
                TakeIn(_right.TimePoint);
            }
            _right.Consume();
        }
        ForgetRemovals(high);
    }

    private void RemoveMatching()
    {
        if (_columns.Length == 0)
        {
            for (var row = _table.First; row >= 0; row = _table.First)
            {
                Drop(row);
            }
            return;
        }
        for (var i = 0; i < _left.Count; i++)
        {
            ref var tuple = ref _left.Row(i);
            if (_byLeft is null)
            {
                _table.FetchAhead(_left, i);
                var row = _table.Find(ref tuple);
                if (row >= 0)
                {
                    Drop(row);
                }
                continue;
            }
            for (var row = _byLeft.First(ref tuple); row >= 0; row = _byLeft.First(ref tuple))
            {
                Drop(row);
            }
        }
    }

    private void Drop(int row)
    {
        Went(ref _table.Row(row), row);
        _table.Remove(row);
    }

    private void Remember()
    {
        if (_removals is not { } removals)
        {
            return;
        }
        _removalStamps.Enqueue((_left.TimePoint, _left.Stamp));
        for (var i = 0; i < _left.Count; i++)
        {
            var row = removals.FindOrAdd(ref _left.Row(i), _left.TimePoint, out var added);
            if (!added)
            {
                removals.Restamp(row, _left.TimePoint);
            }
        }
    }

    private void ForgetRemovals(long high)
    {
        if (_removals is not { } removals)
        {
            return;
        }
        // Every right side up to a removal's stamp has been taken in once the window reaches past it.
        while (_removalStamps.TryPeek(out var oldest) && oldest.Stamp < high)
        {
            _removalStamps.Dequeue();
            for (var row = removals.First; row >= 0 && removals.StampOf(row) <= oldest.TimePoint; row = removals.First)
            {
                removals.Remove(row);
            }
        }
    }

    private void TakeIn(long timePoint)
    {
        var seen = _right.Stamp;
        for (var i = 0; i < _right.Count; i++)
        {
            ref var tuple = ref _right.Row(i);
            _table.FetchAhead(_right, i);
            if (_removals is { Count: > 0 } removals && IsRemovedAfter(ref tuple, timePoint, removals))
            {
                continue;
            }
            var row = _table.FindOrAdd(ref tuple, seen, out var added);
            if (added)
            {
                Came(ref tuple, row);
            }
            else
            {
                _table.Restamp(row, seen);
            }
        }
    }

    private bool IsRemovedAfter(ref long tuple, long timePoint, TupleTable removals)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _key[i] = Unsafe.Add(ref tuple, _columns[i]);
        }
        var row = removals.Find(ref MemoryMarshal.GetArrayDataReference(_key));
        return row >= 0 && removals.StampOf(row) > timePoint;
    }
}
