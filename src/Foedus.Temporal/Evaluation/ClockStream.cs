namespace Foedus.Temporal.Evaluation;

/// <summary>The built-in predicates tp(i), ts(t) and tpts(i,t), which hold once at every time point.</summary>
internal sealed class ClockStream : EventStream
{
    private readonly Timeline _timeline;
    private readonly TimelineCursor _cursor;
    private readonly bool _timePoint;
    private readonly bool _stamp;

    public ClockStream(bool timePoint, bool stamp, Timeline timeline, Frontier frontier)
        : base((timePoint ? 1 : 0) + (stamp ? 1 : 0), frontier)
    {
        _timePoint = timePoint;
        _stamp = stamp;
        _timeline = timeline;
        _cursor = timeline.NewCursor();
        Rows = new long[2];
        Count = 1;
    }

    public override bool Peek()
    {
        TimePoint = _cursor.Position;
        if (TimePoint >= _timeline.Count)
        {
            return false;
        }
        Stamp = _timeline.StampAt(TimePoint);
        Rows[0] = _timePoint ? TimePoint : Stamp;
        Rows[1] = Stamp;
        return true;
    }

    public override void Consume() => _cursor.Position++;

    public override void Save(StateWriter writer) => writer.Number(_cursor.Position);

    public override void Load(StateReader reader) => _cursor.Position = reader.Number();
}
