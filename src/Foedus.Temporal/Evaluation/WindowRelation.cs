namespace Foedus.Temporal.Evaluation;

/// <summary>
/// ONCE and EVENTUALLY over a stream: the union of the batches in a window that slides with the current time point,
/// kept as one table of tuples with the last moment each was seen. Constant time per tuple and per look.
/// </summary>
internal sealed class WindowRelation(WindowBounds window, Frontier frontier) : Relation(window.Source.Width, frontier)
{
    private readonly EventStream _source = window.Source;
    private readonly TupleTable _table = new(window.Source.Width);

    public override TupleTable Table => _table;

    public WindowBounds Window => window;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        var source = _source;
        window.At(timePoint, stamp, out var low, out var high, out var lastTimePoint);
        while (source.Peek() && source.Stamp <= high && source.TimePoint <= lastTimePoint)
        {
            var seen = window.MomentOf(source);
            if (seen >= low)
            {
                TakeIn(source, seen);
            }
            source.Consume();
        }
        if (window.Forgets)
        {
            Forget(low);
        }
    }

    public override void Save(StateWriter writer) => writer.Table(_table);

    public override void Load(StateReader reader) => reader.Table(_table);

    private void TakeIn(EventStream source, long seen)
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
            else if (window.Forgets)
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
