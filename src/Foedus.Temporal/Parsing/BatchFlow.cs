using System.Runtime.ExceptionServices;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// Batches on their way from the thread that fills them to the one that empties them, and back. Never more than a few
/// are under way, so whoever is faster waits.
/// </summary>
/// <typeparam name="TBatch">A piece of a log.</typeparam>
/// <param name="create">Makes an empty batch, where none has come back yet.</param>
/// <param name="clear">Makes a batch empty that has come back.</param>
/// <param name="most">How many batches there may be outside.</param>
internal class BatchFlow<TBatch>(Func<TBatch> create, Action<TBatch> clear, int most)
    where TBatch : class
{
    private readonly Queue<TBatch> _underWay = new();
    private readonly Stack<TBatch> _empty = new();
    private ExceptionDispatchInfo? _failure;
    private int _taken;

    /// <summary>Guards everything here, and is pulsed at every change somebody may wait for.</summary>
    protected object Lock { get; } = new();

    /// <summary>Whether nobody wants another batch.</summary>
    protected bool IsAbandoned { get; private set; }

    /// <summary>Whether no further batch will be filled.</summary>
    protected bool IsComplete { get; private set; }

    /// <summary>An empty batch, as soon as there may be one more; null if nobody wants it any longer.</summary>
    public TBatch? TakeEmpty()
    {
        lock (Lock)
        {
            while (_taken == most && !IsAbandoned)
            {
                Monitor.Wait(Lock);
            }
            if (IsAbandoned)
            {
                return null;
            }
            _taken++;
            return _empty.TryPop(out var batch) ? batch : create();
        }
    }

    public void GiveFilled(TBatch batch)
    {
        lock (Lock)
        {
            _underWay.Enqueue(batch);
            OnFilled(batch);
            Monitor.PulseAll(Lock);
        }
    }

    /// <summary>No further batch will come, because of a failure if there is one.</summary>
    public void Complete(ExceptionDispatchInfo? failure)
    {
        lock (Lock)
        {
            _failure = failure;
            IsComplete = true;
            Monitor.PulseAll(Lock);
        }
    }

    /// <summary>
    /// The next batch that is ready, in the order in which they were filled, or null after the last; what made the
    /// filling thread fail is thrown here.
    /// </summary>
    /// <param name="beforeWaiting">Called if there is none yet.</param>
    public TBatch? TakeReady(Action? beforeWaiting)
    {
        bool mustWait;
        lock (Lock)
        {
            mustWait = !IsOneReady() && !IsOver();
        }
        if (mustWait)
        {
            beforeWaiting?.Invoke();
        }
        lock (Lock)
        {
            while (!IsOneReady() && !IsOver())
            {
                Monitor.Wait(Lock);
            }
            if (IsOneReady())
            {
                return _underWay.Dequeue();
            }
        }
        _failure?.Throw();
        return null;
    }

    /// <summary>Takes a batch back, which becomes empty.</summary>
    public void GiveEmpty(TBatch batch)
    {
        clear(batch);
        lock (Lock)
        {
            _taken--;
            _empty.Push(batch);
            Monitor.PulseAll(Lock);
        }
    }

    /// <summary>Nobody will take another batch.</summary>
    public void Abandon()
    {
        lock (Lock)
        {
            IsAbandoned = true;
            Monitor.PulseAll(Lock);
        }
    }

    /// <summary>Called under the lock with each batch that has been filled.</summary>
    protected virtual void OnFilled(TBatch batch) { }

    /// <summary>Whether a filled batch may be taken. Called under the lock.</summary>
    protected virtual bool IsReady(TBatch batch) => true;

    private bool IsOneReady() => _underWay.TryPeek(out var batch) && IsReady(batch);

    private bool IsOver() => IsComplete && _underWay.Count == 0;
}
