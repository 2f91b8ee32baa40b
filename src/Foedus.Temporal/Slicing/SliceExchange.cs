using System.Runtime.ExceptionServices;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// Batches on their way from the thread that fills them to those that evaluate a slice each, to the one that puts their
/// verdicts together, and back. Never more than a few are under way, so whoever is faster waits.
/// </summary>
internal sealed class SliceExchange
{
    private readonly object _lock = new();
    private readonly Func<SliceBatch> _create;
    private readonly int _most;

    // Per slice what it has still to evaluate; then all of them in order.
    private readonly Queue<SliceBatch>[] _filled;
    private readonly Queue<SliceBatch> _underWay = new();
    private readonly Stack<SliceBatch> _empty = new();
    private ExceptionDispatchInfo? _failure;
    private int _taken;
    private bool _isAbandoned;
    private bool _isComplete;

    public SliceExchange(int slices, Func<SliceBatch> create, int most)
    {
        _create = create;
        _most = most;
        _filled = new Queue<SliceBatch>[slices];
        for (var i = 0; i < slices; i++)
        {
            _filled[i] = new Queue<SliceBatch>();
        }
    }

    /// <summary>An empty batch, as soon as there may be one more; null if nobody wants it any longer.</summary>
    public SliceBatch? TakeEmpty()
    {
        lock (_lock)
        {
            while (_taken == _most && !_isAbandoned)
            {
                Monitor.Wait(_lock);
            }
            if (_isAbandoned)
            {
                return null;
            }
            _taken++;
            return _empty.TryPop(out var batch) ? batch : _create();
        }
    }

    public void GiveFilled(SliceBatch batch)
    {
        lock (_lock)
        {
            foreach (var queue in _filled)
            {
                queue.Enqueue(batch);
            }
            _underWay.Enqueue(batch);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>No further batch will come, because of a failure if there is one.</summary>
    public void Complete(ExceptionDispatchInfo? failure)
    {
        lock (_lock)
        {
            _failure = failure;
            _isComplete = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The next batch for a slice, or null after the last.</summary>
    public SliceBatch? TakeFilled(int slice)
    {
        lock (_lock)
        {
            while (_filled[slice].Count == 0 && !_isComplete && !_isAbandoned)
            {
                Monitor.Wait(_lock);
            }
            return !_isAbandoned && _filled[slice].TryDequeue(out var batch) ? batch : null;
        }
    }

    /// <summary>Says that a slice has nothing more to do with a batch.</summary>
    public void GiveDone(SliceBatch batch)
    {
        lock (_lock)
        {
            batch.Done++;
            if (batch.Done == batch.Parts.Length)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>
    /// The next batch that every slice is done with, or null after the last; what made the filling thread fail is thrown
    /// here.
    /// </summary>
    /// <param name="beforeWaiting">Called if there is none yet.</param>
    public SliceBatch? TakeDone(Action? beforeWaiting)
    {
        bool mustWait;
        lock (_lock)
        {
            mustWait = !IsOneDone() && !IsOver();
        }
        if (mustWait)
        {
            beforeWaiting?.Invoke();
        }
        lock (_lock)
        {
            while (!IsOneDone() && !IsOver())
            {
                Monitor.Wait(_lock);
            }
            if (IsOneDone())
            {
                return _underWay.Dequeue();
            }
        }
        _failure?.Throw();
        return null;
    }

    /// <summary>Takes a batch back, which becomes empty.</summary>
    public void GiveEmpty(SliceBatch batch)
    {
        batch.Clear();
        lock (_lock)
        {
            _taken--;
            _empty.Push(batch);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Nobody will take another batch.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isAbandoned = true;
            Monitor.PulseAll(_lock);
        }
    }

    private bool IsOneDone() => _underWay.TryPeek(out var batch) && batch.Done == batch.Parts.Length;

    private bool IsOver() => _isComplete && _underWay.Count == 0;
}
