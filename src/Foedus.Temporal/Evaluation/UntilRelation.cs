using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// <c>left UNTIL right</c> and <c>NOT left UNTIL right</c>: a binding holds if its first right side in the window is not
/// later than the first time point at which the left side fails. Both are heads of queues, so a look takes constant time.
/// </summary>
internal sealed class UntilRelation(
    EventStream left,
    bool negated,
    EventStream right,
    int[] columns,
    Interval interval,
    Frontier frontier
) : Relation(right.Width, frontier)
{
    private readonly OccurrenceQueue _right = new(right.Width);
    private readonly OccurrenceQueue _left = new(columns.Length);
    private readonly long[] _key = new long[Math.Max(1, columns.Length)];
    private long _timePoint;

    public override TupleTable Table => _right.Table;

    public override bool IsExact => false;

    public override void WantChanges() =>
        throw new InvalidOperationException("UNTIL tells no changes: read it as a stream.");

    public override void Seek(long timePoint, long stamp)
    {
        _timePoint = timePoint;
        var high = stamp + interval.High;
        while (right.Peek() && right.Stamp <= high)
        {
            for (var i = 0; i < right.Count; i++)
            {
                _right.Table.FetchAhead(right, i);
                _right.Add(ref right.Row(i), right.TimePoint, right.Stamp);
            }
            right.Consume();
        }
        while (left.Peek() && left.Stamp <= high)
        {
            for (var i = 0; i < left.Count; i++)
            {
                if (negated)
                {
                    _left.Add(ref left.Row(i), left.TimePoint, left.Stamp);
                }
                else
                {
                    _left.AddToRun(ref left.Row(i), left.TimePoint, left.Stamp);
                }
            }
            left.Consume();
        }
        _right.DropBefore(timePoint, stamp + interval.Low);
        if (negated)
        {
            _left.DropBefore(timePoint, long.MinValue);
        }
        else
        {
            _left.DropRunsBefore(timePoint);
        }
    }

    public override bool Holds(int row)
    {
        var fulfilled = _right.FirstOf(row);
        if (fulfilled == _timePoint)
        {
            return true;
        }
        ref var tuple = ref _right.Table.Row(row);
        for (var i = 0; i < columns.Length; i++)
        {
            _key[i] = Unsafe.Add(ref tuple, columns[i]);
        }
        var found = _left.Table.Find(ref MemoryMarshal.GetArrayDataReference(_key));
        if (negated)
        {
            return found < 0 || _left.FirstOf(found) >= fulfilled;
        }
        return found >= 0 && _left.FirstAbsence(found, _timePoint) >= fulfilled;
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_timePoint);
        _right.Save(writer);
        _left.Save(writer);
    }

    public override void Load(StateReader reader)
    {
        _timePoint = reader.Number();
        _right.Load(reader);
        _left.Load(reader);
    }
}
