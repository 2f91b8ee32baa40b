namespace Foedus.Temporal.Evaluation;

/// <summary>A piece of an event log: batches of tuples, one for each time point that has any.</summary>
internal sealed class EventChunk(int width, int batches, int rows)
{
    public long[] Rows { get; set; } = new long[Math.Max(1, rows * width)];

    public long[] TimePoints { get; } = new long[batches];

    public long[] Stamps { get; } = new long[batches];

    /// <summary>Where each batch ends, in rows.</summary>
    public int[] Ends { get; } = new int[batches];

    public int RowLimit { get; set; } = rows;

    public int BatchCount { get; set; }

    public int RowCount { get; set; }

    public EventChunk? Next { get; set; }

    /// <summary>How many readers are done with this chunk; when all are, it can be filled anew.</summary>
    public int ReadersPast { get; set; }
}
