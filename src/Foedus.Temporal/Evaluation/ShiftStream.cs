using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>PREVIOUS and NEXT over a stream: each batch is moved by one time point if the two stamps are as far apart as asked.</summary>
internal sealed class ShiftStream : EventStream
{
    private readonly EventStream _source;
    private readonly Timeline _timeline;
    private readonly bool _next;
    private readonly Interval _interval;
    private readonly TimelineCursor _cursor;
    private bool _current;

    public ShiftStream(EventStream source, Timeline timeline, bool next, Interval interval, Frontier frontier)
        : base(source.Width, frontier)
    {
        _source = source;
        _timeline = timeline;
        _next = next;
        _interval = interval;
        _cursor = timeline.NewCursor();
    }

    public override bool Peek()
    {
        if (_current)
        {
            return true;
        }
        while (_source.Peek())
        {
            var target = _source.TimePoint + (_next ? -1 : 1);
            if (target >= _timeline.Count)
            {
                _cursor.Position = target;
                return false;
            }
            if (target >= 0)
            {
                var stamp = _timeline.StampAt(target);
                var distance = _next ? _source.Stamp - stamp : stamp - _source.Stamp;
                if (_interval.Contains(distance))
                {
                    TimePoint = target;
                    Stamp = stamp;
                    Count = _source.Count;
                    _current = true;
                    _cursor.Position = target;
                    // The source's rows stay in place until it moves on.
                    Take();
                    return true;
                }
            }
            _source.Consume();
        }
        _cursor.Position = Math.Max(_cursor.Position, _source.Frontier.Ready - 1);
        return false;
    }

    public override void Consume()
    {
        _source.Consume();
        _current = false;
    }

    public override void Save(StateWriter writer) { }

    public override void Load(StateReader reader) => _current = false;

    private void Take()
    {
        if (Rows.Length < _source.Count * Width)
        {
            Rows = new long[Math.Max(_source.Count * Width, Rows.Length * 2)];
        }
        for (var i = 0; i < _source.Count; i++)
        {
            for (var c = 0; c < Width; c++)
            {
                Rows[i * Width + c] = System.Runtime.CompilerServices.Unsafe.Add(ref _source.Row(i), c);
            }
        }
    }
}
