using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// The events of one predicate that one pattern lets through, projected to the columns its readers want, in arrival
/// order. Chunks that every reader has passed are filled anew, so a long run makes no garbage.
/// </summary>
internal sealed class EventLog(int width)
{
    private const int MostBatches = 1024;

    // Enough for what one read of the log brings; a longer backlog is left to the collector.
    private const int MostSpareRows = 32 * 2048;

    private readonly int _mostRows = Math.Clamp(8192 / Math.Max(1, width), 64, 2048);
    private readonly Stack<EventChunk> _spares = new();
    private int _spareRows;
    private int _readers;

    // Events of chunks before the tail.
    private long _before;

    public int Width { get; } = width;

    public EventChunk Tail { get; private set; } = new(width, 16, 32);

    /// <summary>Set whenever a time point brings an event.</summary>
    public List<WakeFlag> Wakes { get; } = [];

    /// <summary>How many events there have been.</summary>
    public long Total => _before + Tail.RowCount;

    /// <summary>All readers are added before the first event.</summary>
    public void AddReader() => _readers++;

    /// <summary>Adds an event and returns the place for its columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long Append(long timePoint, long stamp)
    {
        unchecked
        {
            var chunk = Tail;
            var batch = chunk.BatchCount - 1;
            if (batch < 0 || chunk.TimePoints[batch] != timePoint || chunk.RowCount == chunk.RowLimit)
            {
                chunk = Open(timePoint, stamp);
                batch = chunk.BatchCount - 1;
            }
            var row = chunk.RowCount++;
            chunk.Ends[batch] = row + 1;
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(chunk.Rows), row * Width);
        }
    }

    /// <summary>Whether there is an event at this time point or a later one.</summary>
    public bool HasFrom(long timePoint) => Tail.BatchCount > 0 && Tail.TimePoints[Tail.BatchCount - 1] >= timePoint;

    /// <summary>Takes back what a time point that is not complete has added.</summary>
    public void Discard(long timePoint)
    {
        var batch = Tail.BatchCount - 1;
        if (batch >= 0 && Tail.TimePoints[batch] == timePoint)
        {
            Tail.BatchCount = batch;
            Tail.RowCount = batch == 0 ? 0 : Tail.Ends[batch - 1];
        }
    }

    /// <summary>Says that a reader has left a chunk for good.</summary>
    public void Release(EventChunk chunk)
    {
        chunk.ReadersPast++;
        if (
            chunk.ReadersPast == _readers
            && chunk.TimePoints.Length == MostBatches
            && chunk.RowLimit <= MostSpareRows - _spareRows
        )
        {
            // What follows it lives on without it.
            chunk.Next = null;
            _spares.Push(chunk);
            _spareRows += chunk.RowLimit;
        }
    }

    private EventChunk Open(long timePoint, long stamp)
    {
        var chunk = Tail;
        var batch = chunk.BatchCount - 1;
        if (batch >= 0 && chunk.TimePoints[batch] == timePoint)
        {
            // The batch has outgrown its chunk: a batch is never split.
            var start = batch == 0 ? 0 : chunk.Ends[batch - 1];
            if (start == 0)
            {
                chunk.RowLimit = checked(chunk.RowLimit * 2);
                var grown = new long[chunk.RowLimit * Math.Max(1, Width)];
                Array.Copy(chunk.Rows, grown, chunk.RowCount * Width);
                chunk.Rows = grown;
                return chunk;
            }
            var count = chunk.RowCount - start;
            var next = NewChunk(Math.Max(_mostRows, count * 2));
            Array.Copy(chunk.Rows, start * Width, next.Rows, 0, count * Width);
            chunk.BatchCount--;
            chunk.RowCount = start;
            Begin(next, timePoint, stamp);
            next.RowCount = count;
            next.Ends[0] = count;
            Follow(chunk, next);
            return next;
        }
        if (chunk.BatchCount == chunk.TimePoints.Length || chunk.RowCount == chunk.RowLimit)
        {
            var next = NewChunk(_mostRows);
            Follow(chunk, next);
            chunk = next;
        }
        Begin(chunk, timePoint, stamp);
        return chunk;
    }

    private void Follow(EventChunk chunk, EventChunk next)
    {
        chunk.Next = next;
        Tail = next;
        _before += chunk.RowCount;
    }

    private void Begin(EventChunk chunk, long timePoint, long stamp)
    {
        foreach (var wake in Wakes)
        {
            wake.Set();
        }
        var batch = chunk.BatchCount++;
        chunk.TimePoints[batch] = timePoint;
        chunk.Stamps[batch] = stamp;
        chunk.Ends[batch] = chunk.RowCount;
    }

    private EventChunk NewChunk(int rows)
    {
        if (_spares.TryPeek(out var spare) && spare.RowLimit >= rows)
        {
            _spares.Pop();
            _spareRows -= spare.RowLimit;
            spare.BatchCount = spare.RowCount = spare.ReadersPast = 0;
            return spare;
        }
        return new EventChunk(Width, MostBatches, rows);
    }
}
