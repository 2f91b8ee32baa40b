using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Conjunctions <c>φ AND NOT EVENTUALLY[0,b] ψ</c> that differ in b only, decided together. What misses a deadline has
/// missed every earlier one, so the deadlines are the steps of a ladder: a tuple of φ waits at the lowest, and when its
/// time is up without ψ it is told there and climbs to the next. The first ψ for it is noted once, wherever it stands.
/// A tuple thus costs constant time, and one more for each deadline it misses, which is a verdict.
/// </summary>
/// <remarks>
/// Invariants: a slot in use stands in the queue of exactly one step, queues are in the order of time points, and a
/// slot is in the chain of its key exactly while no ψ has been seen for it. Both φ and ψ are about the present or the
/// past, so that up to the last complete time point all of them is known.
/// </remarks>
internal sealed class DeadlineLadder
{
    private const long NotSeen = long.MaxValue;

    private readonly EventStream _awaiting;
    private readonly EventStream _fulfilling;
    private readonly int[] _keyColumns;
    private readonly Timeline _timeline;
    private readonly DeadlineStep[] _steps;
    private readonly TupleTable _keys;
    private readonly long[] _key;

    // Per row of the keys: the first slot that waits for it.
    private int[] _heads = new int[16];

    // Per slot: the tuple of φ, its time point and stamp, the stamp of its first ψ, and its neighbours in the key's chain.
    private long[] _tuples;
    private Slot[] _slots = new Slot[16];
    private int _slotsUsed;
    private int _freeSlot = -1;
    private long _clock = long.MinValue;

    /// <param name="awaiting">φ.</param>
    /// <param name="fulfilling">ψ.</param>
    /// <param name="keyColumns">For each column of ψ the column of φ with the same variable.</param>
    /// <param name="bounds">The deadlines, ascending, each once.</param>
    /// <param name="timeline">The stamps.</param>
    public DeadlineLadder(
        EventStream awaiting,
        EventStream fulfilling,
        int[] keyColumns,
        IReadOnlyList<long> bounds,
        Timeline timeline
    )
    {
        _awaiting = awaiting;
        _fulfilling = fulfilling;
        _keyColumns = keyColumns;
        _timeline = timeline;
        _keys = new TupleTable(keyColumns.Length);
        _key = new long[Math.Max(1, keyColumns.Length)];
        _tuples = new long[16 * awaiting.Width];
        _steps = new DeadlineStep[bounds.Count];
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] = new DeadlineStep(bounds[i], awaiting.Width);
        }
    }

    /// <summary>Where the tuples go that have missed a deadline, in the order of their time points.</summary>
    public EventLog MissedAt(long bound)
    {
        foreach (var step in _steps)
        {
            if (step.Bound == bound)
            {
                return step.Missed;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(bound), bound, "This is no deadline of the ladder.");
    }

    /// <summary>Takes in what has happened and tells what is overdue. Nothing can become overdue while the clock stands.</summary>
    public void Advance()
    {
        if (_timeline.Clock == _clock)
        {
            return;
        }
        _clock = _timeline.Clock;
        TakeIn();
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            while (step.Count > 0 && _slots[step.First].Stamp + step.Bound < _clock)
            {
                Decide(step, i + 1 < _steps.Length ? _steps[i + 1] : null);
            }
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Number(_clock);
        foreach (var step in _steps)
        {
            writer.Number(step.Count);
            for (var i = 0; i < step.Count; i++)
            {
                ref var slot = ref _slots[step[i]];
                writer.Number(slot.TimePoint);
                writer.Number(slot.Stamp);
                writer.Number(slot.Seen);
                writer.Numbers(TupleOf(step[i]));
            }
        }
    }

    public void Load(StateReader reader)
    {
        _clock = reader.Number();
        foreach (var step in _steps)
        {
            for (var count = reader.Count(); count > 0; count--)
            {
                var slot = NewSlot(reader.Number(), reader.Number());
                var seen = reader.Number();
                reader.Numbers(TupleOf(slot));
                _slots[slot].Seen = seen;
                step.Enqueue(slot);
                if (seen == NotSeen)
                {
                    Await(slot);
                }
            }
        }
    }

    // In the order of time points; at the same one φ comes first, since ψ may hold at once.
    private void TakeIn()
    {
        while (true)
        {
            var awaitingAt = _awaiting.Peek() ? _awaiting.TimePoint : long.MaxValue;
            var fulfillingAt = _fulfilling.Peek() ? _fulfilling.TimePoint : long.MaxValue;
            if (awaitingAt <= fulfillingAt)
            {
                if (awaitingAt == long.MaxValue)
                {
                    return;
                }
                for (var i = 0; i < _awaiting.Count; i++)
                {
                    var slot = NewSlot(_awaiting.TimePoint, _awaiting.Stamp);
                    MemoryMarshal.CreateSpan(ref _awaiting.Row(i), _awaiting.Width).CopyTo(TupleOf(slot));
                    _steps[0].Enqueue(slot);
                    Await(slot);
                }
                _awaiting.Consume();
            }
            else
            {
                for (var i = 0; i < _fulfilling.Count; i++)
                {
                    Fulfil(ref _fulfilling.Row(i), _fulfilling.Stamp);
                }
                _fulfilling.Consume();
            }
        }
    }

    private void Fulfil(ref long key, long stamp)
    {
        var row = _keys.Find(ref key);
        if (row < 0)
        {
            return;
        }
        for (var slot = _heads[row]; slot >= 0; slot = _slots[slot].Next)
        {
            _slots[slot].Seen = stamp;
        }
        _keys.Remove(row);
    }

    // The first slot of a step has run out of time there.
    private void Decide(DeadlineStep step, DeadlineStep? next)
    {
        var at = step.Dequeue();
        ref var slot = ref _slots[at];
        if (slot.Seen > slot.Stamp + step.Bound)
        {
            TupleOf(at)
                .CopyTo(MemoryMarshal.CreateSpan(ref step.Missed.Append(slot.TimePoint, slot.Stamp), _awaiting.Width));
            if (next is not null)
            {
                next.Enqueue(at);
                return;
            }
        }
        Free(at);
    }

    // Puts a slot at the head of its key's chain.
    private void Await(int slot)
    {
        var row = _keys.FindOrAdd(ref KeyOf(slot), TupleTable.Standing, out var added);
        if (row >= _heads.Length)
        {
            Array.Resize(ref _heads, Math.Max(row + 1, _heads.Length * 2));
        }
        var second = added ? -1 : _heads[row];
        _slots[slot].Next = second;
        _slots[slot].Previous = -1;
        if (second >= 0)
        {
            _slots[second].Previous = slot;
        }
        _heads[row] = slot;
    }

    private void Free(int at)
    {
        ref var slot = ref _slots[at];
        if (slot.Seen == NotSeen)
        {
            if (slot.Next >= 0)
            {
                _slots[slot.Next].Previous = slot.Previous;
            }
            if (slot.Previous >= 0)
            {
                _slots[slot.Previous].Next = slot.Next;
            }
            else
            {
                var row = _keys.Find(ref KeyOf(at));
                if (slot.Next >= 0)
                {
                    _heads[row] = slot.Next;
                }
                else
                {
                    _keys.Remove(row);
                }
            }
        }
        slot.Next = _freeSlot;
        _freeSlot = at;
    }

    private int NewSlot(long timePoint, long stamp)
    {
        var at = _freeSlot;
        if (at >= 0)
        {
            _freeSlot = _slots[at].Next;
        }
        else
        {
            at = _slotsUsed++;
            if (at == _slots.Length)
            {
                Array.Resize(ref _slots, at * 2);
                Array.Resize(ref _tuples, at * 2 * _awaiting.Width);
            }
        }
        _slots[at] = new Slot
        {
            TimePoint = timePoint,
            Stamp = stamp,
            Seen = NotSeen,
        };
        return at;
    }

    private Span<long> TupleOf(int slot) => _tuples.AsSpan(slot * _awaiting.Width, _awaiting.Width);

    private ref long KeyOf(int slot)
    {
        var tuple = TupleOf(slot);
        for (var i = 0; i < _keyColumns.Length; i++)
        {
            _key[i] = tuple[_keyColumns[i]];
        }
        return ref MemoryMarshal.GetArrayDataReference(_key);
    }

    private struct Slot
    {
        public long TimePoint;
        public long Stamp;
        public long Seen;
        public int Next;
        public int Previous;
    }
}
