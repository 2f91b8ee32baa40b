namespace Foedus.Temporal.Evaluation;

/// <summary>The stamps of the time points so far, kept as long as some operator may ask for them, and what is known of the next one.</summary>
internal sealed class Timeline
{
    /// <summary>The stamp of the time point that stands for the end of the log. Real ones are below half of it.</summary>
    public const long EndStamp = 1L << 62;

    /// <summary>The largest and, negated, the smallest stamp of a log.</summary>
    public const long LargestStamp = 1L << 61;

    private readonly List<TimelineCursor> _cursors = [];
    private long[] _stamps = new long[64];
    private long _base;

    /// <summary>How many time points are complete, the end of the log included.</summary>
    public long Count { get; private set; }

    /// <summary>No time point will come with a stamp below this.</summary>
    public long Clock { get; private set; } = -LargestStamp;

    /// <summary>The stamp of the first time point.</summary>
    public long FirstStamp { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>How many of the complete time points are the log's own.</summary>
    public long RealCount => HasEnded ? Count - 1 : Count;

    public long StampAt(long timePoint) => _stamps[(int)(timePoint - _base)];

    /// <summary>
    /// The first time point, from this one on, whose stamp is not below a stamp; the count if there is none. Costs the
    /// logarithm of how far it lies ahead.
    /// </summary>
    public long FirstFrom(long timePoint, long stamp)
    {
        // Every time point below low has a smaller stamp; none from high on has, as far as there are any.
        var low = timePoint;
        var step = 1L;
        while (low < Count && StampAt(low) < stamp)
        {
            timePoint = low + 1;
            low += step;
            step *= 2;
        }
        var high = Math.Min(low, Count);
        low = timePoint;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (StampAt(middle) < stamp)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    /// <summary>Keeps the stamps from the cursor's position on.</summary>
    public TimelineCursor NewCursor()
    {
        var cursor = new TimelineCursor();
        _cursors.Add(cursor);
        return cursor;
    }

    public void Append(long stamp)
    {
        var used = (int)(Count - _base);
        if (used == _stamps.Length)
        {
            used = MakeRoom(used);
        }
        if (Count == 0)
        {
            FirstStamp = stamp;
        }
        _stamps[used] = stamp;
        Count++;
        Clock = stamp;
    }

    /// <summary>Declares that no further time point has a stamp up to and including this.</summary>
    public void AdvanceTo(long stamp)
    {
        if (stamp >= Clock)
        {
            Clock = stamp + 1;
        }
    }

    public void End()
    {
        // The end itself is never known to be over, so nothing is decided there.
        Append(EndStamp);
        HasEnded = true;
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_base);
        writer.Number(Count - _base);
        writer.Numbers(_stamps.AsSpan(0, (int)(Count - _base)));
        writer.Number(Clock);
        writer.Number(HasEnded ? 1 : 0);
        writer.Number(_cursors.Count);
        foreach (var cursor in _cursors)
        {
            writer.Number(cursor.Position);
        }
    }

    public void Load(StateReader reader)
    {
        _base = reader.Number();
        var kept = reader.Count();
        _stamps = new long[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, kept + 1))];
        reader.Numbers(_stamps.AsSpan(0, kept));
        Count = _base + kept;
        Clock = reader.Number();
        HasEnded = reader.Number() != 0;
        if (reader.Count() != _cursors.Count)
        {
            throw new InvalidDataException("The checkpoint is of other formulas.");
        }
        foreach (var cursor in _cursors)
        {
            cursor.Position = reader.Number();
        }
    }

    private int MakeRoom(int used)
    {
        var oldest = Count;
        foreach (var cursor in _cursors)
        {
            oldest = Math.Min(oldest, cursor.Position);
        }
        var drop = (int)(oldest - _base);
        if (drop < used / 2)
        {
            Array.Resize(ref _stamps, _stamps.Length * 2);
            return used;
        }
        Array.Copy(_stamps, drop, _stamps, 0, used - drop);
        _base = oldest;
        return used - drop;
    }
}
