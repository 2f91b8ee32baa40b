using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// Batches on their way from the thread that fills them to those that evaluate a slice each, to the one that puts their
/// verdicts together, and back.
/// </summary>
internal sealed class SliceExchange : BatchFlow<SliceBatch>
{
    // Per slice what it has still to evaluate.
    private readonly Queue<SliceBatch>[] _filled;

    public SliceExchange(int slices, Func<SliceBatch> create, int most)
        : base(create, batch => batch.Clear(), most)
    {
        _filled = new Queue<SliceBatch>[slices];
        for (var i = 0; i < slices; i++)
        {
            _filled[i] = new Queue<SliceBatch>();
        }
    }

    /// <summary>The next batch for a slice, or null after the last.</summary>
    public SliceBatch? TakeFilled(int slice)
    {
        lock (Lock)
        {
            while (_filled[slice].Count == 0 && !IsComplete && !IsAbandoned)
            {
                Monitor.Wait(Lock);
            }
            return !IsAbandoned && _filled[slice].TryDequeue(out var batch) ? batch : null;
        }
    }

    /// <summary>Says that a slice has nothing more to do with a batch.</summary>
    public void GiveDone(SliceBatch batch)
    {
        lock (Lock)
        {
            batch.Done++;
            if (IsReady(batch))
            {
                Monitor.PulseAll(Lock);
            }
        }
    }

    protected override void OnFilled(SliceBatch batch)
    {
        foreach (var queue in _filled)
        {
            queue.Enqueue(batch);
        }
    }

    protected override bool IsReady(SliceBatch batch) => batch.Done == batch.Parts.Length;
}
