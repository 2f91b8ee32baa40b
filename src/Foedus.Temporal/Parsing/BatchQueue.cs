using System.Runtime.ExceptionServices;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// Batches on their way from the thread that fills them to the one that empties them, and back. Never more than a few
/// are under way, so a reader that is faster than the evaluation waits.
/// </summary>
internal sealed class BatchQueue(Func<EventBatch> create, int most)
{
    private readonly object _lock = new();
    private readonly Queue<EventBatch> _filled = new();
    private readonly Stack<EventBatch> _empty = new();
    private ExceptionDispatchInfo? _failure;
    private int _underWay;
    private bool _isAbandoned;
    private bool _isComplete;

    /// <summary>An empty batch, as soon as there may be one more; null if nobody wants it any longer.</summary>
    public EventBatch? TakeEmpty()
    {
        lock (_lock)
        {
            while (_underWay == most && !_isAbandoned)
            {
                Monitor.Wait(_lock);
            }
            if (_isAbandoned)
            {
                return null;
            }
            _underWay++;
            return _empty.TryPop(out var batch) ? batch : create();
        }
    }

    public void GiveFilled(EventBatch batch)
    {
        lock (_lock)
        {
            _filled.Enqueue(batch);
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

    /// <summary>The next filled batch, or null after the last; what made the other thread fail is thrown here.</summary>
    /// <param name="beforeWaiting">Called if there is none yet.</param>
    public EventBatch? TakeFilled(Action? beforeWaiting)
    {
        bool mustWait;
        lock (_lock)
        {
            mustWait = _filled.Count == 0 && !_isComplete;
        }
        if (mustWait)
        {
            beforeWaiting?.Invoke();
        }
        lock (_lock)
        {
            while (_filled.Count == 0 && !_isComplete)
            {
                Monitor.Wait(_lock);
            }
            if (_filled.TryDequeue(out var batch))
            {
                return batch;
            }
        }
        _failure?.Throw();
        return null;
    }

    /// <summary>Takes a batch back, which becomes empty.</summary>
    public void GiveEmpty(EventBatch batch)
    {
        batch.Clear();
        lock (_lock)
        {
            _underWay--;
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
}
