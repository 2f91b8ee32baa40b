using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// <c>left SINCE right</c> where the left side must go on holding. Bindings are grouped by the left side's columns; a
/// group lives as long as the left side names it at every time point. Runs of the left side are kept so that right
/// sides younger than the window's near end can be judged when the window reaches them.
/// </summary>
internal sealed class HoldingSinceRelation : Relation
{
    private readonly EventStream _left;
    private readonly EventStream _right;
    private readonly Interval _interval;
    private readonly int[] _columns;
    private readonly TupleTable _table;
    private readonly HashIndex _byLeft;

    // The left side's tuples at the last time point looked at, stamped with it; beside each, where its run began.
    private readonly TupleTable _runs;
    private long[] _runStarts = new long[16];
    private readonly long[] _key;
    private long _lookedAt = -1;

    // Keys of the groups that lost their left side are gathered before their rows go.
    private readonly TupleTable _groups;

    public HoldingSinceRelation(
        EventStream left,
        EventStream right,
        int[] columns,
        Interval interval,
        Frontier frontier
    )
        : base(right.Width, frontier)
    {
        _left = left;
        _right = right;
        _columns = columns;
        _interval = interval;
        _table = new TupleTable(right.Width);
        _byLeft = _table.IndexOn(columns);
        _runs = new TupleTable(columns.Length);
        _groups = new TupleTable(columns.Length);
        _key = new long[Math.Max(1, columns.Length)];
    }

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        var low = _interval.IsBounded ? stamp - _interval.High : long.MinValue;
        if (_interval.Low == 0)
        {
            while (true)
            {
                var leftAt = _left.Peek() ? _left.TimePoint : long.MaxValue;
                var rightAt = _right.Peek() ? _right.TimePoint : long.MaxValue;
                var next = Math.Min(leftAt, rightAt);
                if (next > timePoint)
                {
                    break;
                }
                LookAt(next);
                if (rightAt == next)
                {
                    TakeIn(low);
                    _right.Consume();
                }
            }
            LookAt(timePoint);
        }
        else
        {
            while (_left.Peek() && _left.TimePoint <= timePoint)
            {
                LookAt(_left.TimePoint);
            }
            LookAt(timePoint);
            while (_right.Peek() && _right.TimePoint <= timePoint && _right.Stamp <= stamp - _interval.Low)
            {
                TakeIn(low);
                _right.Consume();
            }
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
        writer.Number(_lookedAt);
        writer.Table(_table);
        writer.Table(_runs);
        for (var row = _runs.FirstOfAll; row >= 0; row = _runs.NextOfAll(row))
        {
            writer.Number(_runStarts[row]);
        }
        writer.Table(_groups);
    }

    public override void Load(StateReader reader)
    {
        _lookedAt = reader.Number();
        reader.Table(_table);
        reader.Table(_runs);
        for (var row = _runs.FirstOfAll; row >= 0; row = _runs.NextOfAll(row))
        {
            SetRunStart(row, reader.Number());
        }
        reader.Table(_groups);
    }

    // Moves the left side to a time point: runs that it continues go on, all others end, and with them their groups.
    private void LookAt(long timePoint)
    {
        if (timePoint <= _lookedAt)
        {
            return;
        }
        if (timePoint > _lookedAt + 1)
        {
            // Nothing held in between.
            EndRunsBefore(timePoint);
        }
        if (_left.IsAt(timePoint))
        {
            for (var i = 0; i < _left.Count; i++)
            {
                var row = _runs.FindOrAdd(ref _left.Row(i), timePoint, out var added);
                if (added)
                {
                    SetRunStart(row, timePoint);
                }
                else
                {
                    _runs.Restamp(row, timePoint);
                }
            }
            _left.Consume();
        }
        EndRunsBefore(timePoint);
        EndGroupsWithoutRun(timePoint);
        _lookedAt = timePoint;
    }

    private void EndRunsBefore(long timePoint)
    {
        for (var row = _runs.First; row >= 0 && _runs.StampOf(row) < timePoint; row = _runs.First)
        {
            _runs.Remove(row);
        }
    }

    // Groups are stamped with the time point up to which they are known to live.
    private void EndGroupsWithoutRun(long timePoint)
    {
        for (var group = _groups.First; group >= 0 && _groups.StampOf(group) < timePoint; group = _groups.First)
        {
            ref var key = ref _groups.Row(group);
            if (_runs.Find(ref key) is var run and >= 0 && _runStarts[run] <= _groups.StampOf(group) + 1)
            {
                _groups.Restamp(group, timePoint);
                continue;
            }
            for (var row = _byLeft.First(ref key); row >= 0; row = _byLeft.First(ref key))
            {
                Drop(row);
            }
            _groups.Remove(group);
        }
    }

    private void Drop(int row)
    {
        Went(ref _table.Row(row), row);
        _table.Remove(row);
    }

    private void TakeIn(long low)
    {
        var seen = _right.Stamp;
        if (seen < low)
        {
            return;
        }
        var timePoint = _right.TimePoint;
        for (var i = 0; i < _right.Count; i++)
        {
            ref var tuple = ref _right.Row(i);
            for (var c = 0; c < _columns.Length; c++)
            {
                _key[c] = Unsafe.Add(ref tuple, _columns[c]);
            }
            ref var key = ref MemoryMarshal.GetArrayDataReference(_key);
            if (timePoint < _lookedAt)
            {
                var run = _runs.Find(ref key);
                if (run < 0 || _runStarts[run] > timePoint + 1)
                {
                    continue;
                }
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
            _groups.FindOrAdd(ref key, _lookedAt, out _);
        }
    }

    private void SetRunStart(int row, long timePoint)
    {
        if (row >= _runStarts.Length)
        {
            Array.Resize(ref _runStarts, Math.Max(row + 1, _runStarts.Length * 2));
        }
        _runStarts[row] = timePoint;
    }
}
