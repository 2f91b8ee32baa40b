using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>PREVIOUS and NEXT over a relation: the relation itself one time point off, closed where the stamps are not as far apart as asked.</summary>
internal sealed class ShiftRelation : Relation
{
    private readonly Relation _source;
    private readonly Timeline _timeline;
    private readonly bool _next;
    private readonly Interval _interval;
    private readonly TimelineCursor _cursor;
    private bool _open;
    private long _sought = -1;

    public ShiftRelation(Relation source, Timeline timeline, bool next, Interval interval, Frontier frontier)
        : base(source.Width, frontier)
    {
        _source = source;
        _timeline = timeline;
        _next = next;
        _interval = interval;
        _cursor = timeline.NewCursor();
    }

    public override TupleTable Table => _source.Table;

    public override bool IsExact => false;

    public override bool Holds(int row) => _open && (_source.IsExact || _source.Holds(row));

    public override void WantChanges() =>
        throw new InvalidOperationException("PREVIOUS and NEXT tell no changes: read them as a stream.");

    public override void Seek(long timePoint, long stamp)
    {
        var target = timePoint + (_next ? 1 : -1);
        _open = false;
        _cursor.Position = Math.Max(0, timePoint - 1);
        if (target < 0 || target >= _timeline.Count || target >= _source.Frontier.Ready)
        {
            return;
        }
        var other = _timeline.StampAt(target);
        if (!_interval.Contains(_next ? other - stamp : stamp - other))
        {
            return;
        }
        _open = true;
        if (target > _sought)
        {
            _source.Seek(target, other);
            _sought = target;
        }
    }

    public override void Save(StateWriter writer)
    {
        writer.Number(_open ? 1 : 0);
        writer.Number(_sought);
        writer.Number(_cursor.Position);
    }

    public override void Load(StateReader reader)
    {
        _open = reader.Number() != 0;
        _sought = reader.Number();
        _cursor.Position = reader.Number();
    }
}
