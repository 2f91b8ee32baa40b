namespace Foedus.Temporal.Evaluation;

/// <summary>Reads a stream as a relation: the batch of the current time point, or nothing.</summary>
internal sealed class StreamRelation(EventStream source) : Relation(source.Width, source.Frontier)
{
    private readonly TupleTable _table = new(source.Width);
    private long _held = -1;

    public override TupleTable Table => _table;

    public override void Seek(long timePoint, long stamp)
    {
        Changes?.Clear();
        if (_held >= 0 && _held != timePoint)
        {
            if (Changes is not null)
            {
                for (var row = _table.FirstOfAll; row >= 0; row = _table.NextOfAll(row))
                {
                    Went(ref _table.Row(row), row);
                }
            }
            _table.Clear();
            _held = -1;
        }
        if (_held != timePoint && source.IsAt(timePoint))
        {
            _held = timePoint;
            for (var i = 0; i < source.Count; i++)
            {
                var row = _table.FindOrAdd(ref source.Row(i), 0, out var added);
                if (added)
                {
                    Came(ref source.Row(i), row);
                }
            }
        }
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_held);
        writer.Table(_table);
    }

    public override void Load(StateReader reader)
    {
        _held = reader.Number();
        reader.Table(_table);
    }
}
