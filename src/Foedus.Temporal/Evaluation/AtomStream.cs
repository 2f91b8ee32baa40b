namespace Foedus.Temporal.Evaluation;

/// <summary>Reads the events of one log.</summary>
internal sealed class AtomStream : EventStream
{
    private readonly EventLog _log;
    private readonly Timeline _timeline;
    private EventChunk _chunk;
    private int _batch;
    private bool _current;

    public AtomStream(EventLog log, Timeline timeline, Frontier now)
        : base(log.Width, now)
    {
        _log = log;
        _timeline = timeline;
        _chunk = log.Tail;
        log.AddReader();
    }

    public override long WaitsFor => long.MaxValue;

    public override void WakesOn(ICollection<EventLog> logs) => logs.Add(_log);

    public override bool Peek() => _current || Advance();

    public override void Consume()
    {
        _batch++;
        _current = false;
    }

    private bool Advance()
    {
        while (_batch >= _chunk.BatchCount)
        {
            if (_chunk.Next is not { } next)
            {
                return false;
            }
            var left = _chunk;
            _chunk = next;
            _batch = 0;
            _log.Release(left);
        }
        var chunk = _chunk;
        var timePoint = chunk.TimePoints[_batch];
        if (timePoint >= _timeline.Count)
        {
            return false;
        }
        TimePoint = timePoint;
        Stamp = chunk.Stamps[_batch];
        Rows = chunk.Rows;
        FirstRow = _batch == 0 ? 0 : chunk.Ends[_batch - 1];
        Count = chunk.Ends[_batch] - FirstRow;
        CountAhead = CompleteRows(chunk) - FirstRow;
        _current = true;
        return true;
    }

    // The last time point may be open still, and be taken back.
    private int CompleteRows(EventChunk chunk)
    {
        var last = chunk.BatchCount - 1;
        return chunk.TimePoints[last] < _timeline.Count ? chunk.RowCount : chunk.Ends[last - 1];
    }

    public override void Save(StateWriter writer)
    {
        var batch = _batch;
        for (var chunk = _chunk; chunk is not null; chunk = chunk.Next)
        {
            for (; batch < chunk.BatchCount; batch++)
            {
                var first = batch == 0 ? 0 : chunk.Ends[batch - 1];
                writer.Number(chunk.Ends[batch] - first);
                writer.Number(chunk.TimePoints[batch]);
                writer.Number(chunk.Stamps[batch]);
                writer.Numbers(chunk.Rows.AsSpan(first * Width, (chunk.Ends[batch] - first) * Width));
            }
            batch = 0;
        }
        writer.Number(-1);
    }

    public override void Load(StateReader reader)
    {
        // A log with several readers was saved once for each: every reader gets a chain of its own until it catches up.
        var loaded = new EventLog(Width);
        loaded.AddReader();
        var first = loaded.Tail;
        while (reader.Count(-1) is var count and >= 0)
        {
            var timePoint = reader.Number();
            var stamp = reader.Number();
            for (var i = 0; i < count; i++)
            {
                reader.Numbers(
                    System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref loaded.Append(timePoint, stamp), Width)
                );
            }
        }
        loaded.Tail.Next = _log.Tail;
        _chunk = first;
        _batch = 0;
        _current = false;
    }
}
