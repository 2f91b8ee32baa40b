using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// ONCE and EVENTUALLY over a stream: the union of the batches in a window that slides with the current time point,
/// kept as one table of tuples with the last moment each was seen. Constant time per tuple and per look.
/// </summary>
internal sealed class WindowRelation(EventStream source, bool future, Interval interval, Frontier frontier)
    : Relation(source.Width, frontier)
{
    // A window that starts at the current time point starts there even among equal stamps, so it is measured in time points.
    private readonly bool _stampsAreTimePoints = future && interval.Low == 0;
    private readonly TupleTable _table = new(source.Width);

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        long low;
        long high;
        long lastTimePoint;
        if (future)
        {
            low = _stampsAreTimePoints ? timePoint : stamp + interval.Low;
            high = stamp + interval.High;
            lastTimePoint = long.MaxValue;
        }
        else
        {
            low = interval.IsBounded ? stamp - interval.High : long.MinValue;
            high = stamp - interval.Low;
            lastTimePoint = timePoint;
        }
        while (source.Peek() && source.Stamp <= high && source.TimePoint <= lastTimePoint)
        {
            var seen = _stampsAreTimePoints ? source.TimePoint : source.Stamp;
            if (seen >= low)
            {
                TakeIn(seen);
            }
            source.Consume();
        }
        if (low != long.MinValue)
        {
            Forget(low);
        }
    }

    public override void Save(StateWriter writer) => writer.Table(_table);

    public override void Load(StateReader reader) => reader.Table(_table);

    private void TakeIn(long seen)
    {
        var table = _table;
        for (var i = 0; i < source.Count; i++)
        {
            ref var tuple = ref source.Row(i);
            table.FetchAhead(source, i);
            var row = table.FindOrAdd(ref tuple, seen, out var added);
            if (added)
            {
                Came(ref tuple, row);
            }
            else
            {
                table.Restamp(row, seen);
            }
        }
    }

    private void Forget(long low)
    {
        var table = _table;
        for (var row = table.First; row >= 0 && table.StampOf(row) < low; row = table.First)
        {
            Went(ref table.Row(row), row);
            table.Remove(row);
        }
    }
}
