using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Reads a relation as a stream: all its tuples at every time point at which there are any. The general way to feed
/// an operator that has no faster one.
/// </summary>
internal sealed class RelationStream : BuiltStream
{
    private readonly Relation _source;
    private readonly Timeline _timeline;
    private readonly TimelineCursor _cursor;

    public RelationStream(Relation source, Timeline timeline)
        : base(source.Width, source.Frontier)
    {
        _source = source;
        _timeline = timeline;
        _cursor = timeline.NewCursor();
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_cursor.Position);
        base.Save(writer);
    }

    public override void Load(StateReader reader)
    {
        _cursor.Position = reader.Number();
        base.Load(reader);
    }

    protected override bool TryBuild()
    {
        while (true)
        {
            var next = _cursor.Position;
            if (next >= Frontier.Ready || next >= _timeline.Count)
            {
                return false;
            }
            Begin(next, _timeline.StampAt(next));
            _source.Seek(next, Stamp);
            _cursor.Position = next + 1;
            Take();
            if (Count > 0)
            {
                return true;
            }
        }
    }

    private void Take()
    {
        var table = _source.Table;
        for (var row = table.FirstOfAll; row >= 0; row = table.NextOfAll(row))
        {
            if (!_source.IsExact && !_source.Holds(row))
            {
                continue;
            }
            ref var tuple = ref table.Row(row);
            ref var target = ref Add();
            for (var c = 0; c < Width; c++)
            {
                Unsafe.Add(ref target, c) = Unsafe.Add(ref tuple, c);
            }
        }
    }
}
