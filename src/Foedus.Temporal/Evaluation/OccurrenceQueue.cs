namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Per tuple the time points ahead at which it occurs, first one first. All occurrences lie in one ring in the order
/// of time points; each points to the next of its tuple.
/// </summary>
internal sealed class OccurrenceQueue(int width)
{
    private Occurrence[] _ring = new Occurrence[16];
    private long _first;
    private long _end;

    // Per row of the table: its first and last occurrence.
    private long[] _firstOf = new long[16];
    private long[] _lastOf = new long[16];

    public TupleTable Table { get; } = new(width);

    /// <summary>The time point at which the row's tuple occurs first.</summary>
    public long FirstOf(int row) => At(_firstOf[row]).TimePoint;

    /// <summary>The first time point, from this one on, at which the row's tuple does not occur, as far as is known.</summary>
    public long FirstAbsence(int row, long timePoint)
    {
        ref var run = ref At(_firstOf[row]);
        while (run.RunEnd < timePoint && run.Next >= 0)
        {
            run = ref At(run.Next);
        }
        return run.TimePoint <= timePoint && run.RunEnd >= timePoint ? run.RunEnd + 1 : timePoint;
    }

    public void Add(ref long tuple, long timePoint, long stamp)
    {
        var row = Table.FindOrAdd(ref tuple, 0, out var added);
        if (row >= _firstOf.Length)
        {
            Array.Resize(ref _firstOf, Math.Max(row + 1, _firstOf.Length * 2));
            Array.Resize(ref _lastOf, _firstOf.Length);
        }
        if (!added && At(_lastOf[row]).TimePoint == timePoint)
        {
            return;
        }
        if (_end - _first == _ring.Length)
        {
            Grow();
        }
        var occurrence = _end++;
        At(occurrence) = new Occurrence
        {
            TimePoint = timePoint,
            Stamp = stamp,
            RunEnd = timePoint,
            Row = row,
            Next = -1,
        };
        if (added)
        {
            _firstOf[row] = occurrence;
        }
        else
        {
            At(_lastOf[row]).Next = occurrence;
        }
        _lastOf[row] = occurrence;
    }

    /// <summary>Extends the tuple's last run if it reached the time point before, else starts one. Runs are told apart by gaps.</summary>
    public void AddToRun(ref long tuple, long timePoint, long stamp)
    {
        var row = Table.Find(ref tuple);
        if (row >= 0 && At(_lastOf[row]).RunEnd >= timePoint - 1)
        {
            At(_lastOf[row]).RunEnd = timePoint;
            return;
        }
        Add(ref tuple, timePoint, stamp);
    }

    /// <summary>Drops the occurrences before a time point, or before a stamp.</summary>
    public void DropBefore(long timePoint, long stamp)
    {
        while (_first < _end)
        {
            ref var oldest = ref At(_first);
            if (oldest.TimePoint >= timePoint && oldest.Stamp >= stamp)
            {
                return;
            }
            DropOldest(ref oldest);
        }
    }

    /// <summary>Drops the runs that ended before a time point, as far as they are the oldest.</summary>
    public void DropRunsBefore(long timePoint)
    {
        while (_first < _end)
        {
            ref var oldest = ref At(_first);
            if (oldest.RunEnd >= timePoint)
            {
                // A run that goes on is moved to the end, so that it does not keep shorter ones behind it.
                if (oldest.TimePoint >= timePoint)
                {
                    return;
                }
                if (!MoveToEnd(timePoint))
                {
                    return;
                }
                continue;
            }
            DropOldest(ref oldest);
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_end - _first);
        for (var i = _first; i < _end; i++)
        {
            ref var occurrence = ref At(i);
            writer.Numbers(
                System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Table.Row(occurrence.Row), width)
            );
            writer.Number(occurrence.TimePoint);
            writer.Number(occurrence.Stamp);
            writer.Number(occurrence.RunEnd);
        }
    }

    public void Load(StateReader reader)
    {
        var tuple = new long[Math.Max(1, width)];
        for (var count = reader.Count(); count > 0; count--)
        {
            reader.Numbers(tuple.AsSpan(0, width));
            var timePoint = reader.Number();
            Add(ref tuple[0], timePoint, reader.Number());
            At(_end - 1).RunEnd = reader.Number();
        }
    }

    private ref Occurrence At(long occurrence) => ref _ring[(int)(occurrence & (_ring.Length - 1))];

    private void DropOldest(ref Occurrence oldest)
    {
        if (oldest.Next < 0)
        {
            Table.Remove(oldest.Row);
        }
        else
        {
            _firstOf[oldest.Row] = oldest.Next;
        }
        _first++;
    }

    // Only the single run of its tuple can be moved: an older one must stay before a younger one.
    private bool MoveToEnd(long timePoint)
    {
        var oldest = At(_first);
        if (oldest.Next >= 0)
        {
            return false;
        }
        _first++;
        oldest.TimePoint = timePoint;
        var occurrence = _end++;
        At(occurrence) = oldest;
        _firstOf[oldest.Row] = occurrence;
        _lastOf[oldest.Row] = occurrence;
        return true;
    }

    private void Grow()
    {
        var grown = new Occurrence[_ring.Length * 2];
        for (var i = _first; i < _end; i++)
        {
            grown[(int)(i & (grown.Length - 1))] = At(i);
        }
        _ring = grown;
    }

    private struct Occurrence
    {
        public long TimePoint;
        public long Stamp;
        public long RunEnd;
        public long Next;
        public int Row;
    }
}
