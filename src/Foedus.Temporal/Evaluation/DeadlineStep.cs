namespace Foedus.Temporal.Evaluation;

/// <summary>One deadline of a ladder: the slots that wait for it, oldest first, and what has missed it.</summary>
internal sealed class DeadlineStep(long bound, int width)
{
    private int[] _ring = new int[16];
    private int _first;

    /// <summary>How long after its time point a tuple is overdue.</summary>
    public long Bound => bound;

    public EventLog Missed { get; } = new(width);

    public int Count { get; private set; }

    /// <summary>The slot that waits longest. There is one.</summary>
    public int First => _ring[_first];

    /// <summary>The slots in their order.</summary>
    public int this[int position] => _ring[(_first + position) & (_ring.Length - 1)];

    public void Enqueue(int slot)
    {
        if (Count == _ring.Length)
        {
            var grown = new int[Count * 2];
            for (var i = 0; i < Count; i++)
            {
                grown[i] = this[i];
            }
            _ring = grown;
            _first = 0;
        }
        _ring[(_first + Count++) & (_ring.Length - 1)] = slot;
    }

    public int Dequeue()
    {
        var slot = _ring[_first];
        _first = (_first + 1) & (_ring.Length - 1);
        Count--;
        return slot;
    }
}
