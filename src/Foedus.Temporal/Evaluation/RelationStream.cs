namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Reads a relation as a stream: all its tuples at every time point at which there are any. The general way to feed
/// an operator that has no faster one.
/// </summary>
internal sealed class RelationStream : EventStream
{
    private readonly Relation _source;
    private readonly Timeline _timeline;
    private readonly TimelineCursor _cursor;
    private bool _current;

    public RelationStream(Relation source, Timeline timeline)
        : base(source.Width, source.Frontier)
    {
        _source = source;
        _timeline = timeline;
        _cursor = timeline.NewCursor();
    }

    public override bool Peek()
    {
        while (!_current)
        {
            var next = _cursor.Position;
            if (next >= Frontier.Ready || next >= _timeline.Count)
            {
                return false;
            }
            TimePoint = next;
            Stamp = _timeline.StampAt(next);
            _source.Seek(next, Stamp);
            _cursor.Position = next + 1;
            Take();
            _current = Count > 0;
        }
        return true;
    }

    public override void Consume() => _current = false;

    public override void Save(StateWriter writer)
    {
        writer.Number(_cursor.Position);
        writer.Number(_current ? 1 : 0);
        if (_current)
        {
            writer.Number(TimePoint);
            writer.Number(Stamp);
            writer.Number(Count);
            writer.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    public override void Load(StateReader reader)
    {
        _cursor.Position = reader.Number();
        _current = reader.Number() != 0;
        if (_current)
        {
            TimePoint = reader.Number();
            Stamp = reader.Number();
            Count = reader.Count();
            Rows = new long[Math.Max(1, Count * Width)];
            reader.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    private void Take()
    {
        var table = _source.Table;
        var needed = table.Count * Width;
        if (Rows.Length < needed)
        {
            Rows = new long[Math.Max(needed, Rows.Length * 2)];
        }
        Count = 0;
        for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
        {
            if (!_source.IsExact && !_source.Holds(row))
            {
                continue;
            }
            for (var c = 0; c < Width; c++)
            {
                Rows[Count * Width + c] = System.Runtime.CompilerServices.Unsafe.Add(ref table.Row(row), c);
            }
            Count++;
        }
    }
}
