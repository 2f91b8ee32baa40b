using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// A piece of a log as numbers, so that one thread can parse what another takes in later: for each event a head and its
/// arguments. Heads tell where time points begin and end too, since what one core writes the other has to fetch. Texts
/// are kept as bytes: only who takes them in may number them.
/// </summary>
internal sealed class EventBatch
{
    // The low bits of a head; the others are the predicate of an event, or a number.
    public const int KindBits = 4;
    public const long Begins = 1;
    public const long Ends = 2;
    private const long LargestEvent = Begins | Ends;
    private const long Stamp = 4;
    private const long Empty = 5;
    private const long End = 6;
    private const long Dropped = 7;
    private const long Clock = 8;
    private const long KindMask = (1 << KindBits) - 1;

    private readonly BatchTexts _texts;
    private readonly int[] _arities;
    private readonly int[][] _textColumns;
    private long[] _items = new long[16 * 1024];
    private int _used;

    // The last head of an event; of empty time points if nothing stands behind it. Else -1.
    private int _eventAt = -1;
    private int _emptyAt = -1;
    private long _stamp;
    private bool _hasStamp;

    /// <param name="signature">The predicates of the log.</param>
    /// <param name="texts">Where the batch's texts are. Several batches may share them.</param>
    public EventBatch(Signature signature, BatchTexts texts)
    {
        _texts = texts;
        _arities = new int[signature.Predicates.Count];
        _textColumns = new int[_arities.Length][];
        for (var i = 0; i < _arities.Length; i++)
        {
            var types = signature.Predicates[i].Types;
            _arities[i] = types.Count;
            _textColumns[i] = [.. Enumerable.Range(0, types.Count).Where(c => types[c] == ColumnType.Text)];
        }
    }

    public BatchTexts Texts => _texts;

    /// <summary>Whether nothing has been said.</summary>
    public bool IsEmpty => _used == 0;

    /// <summary>Adds an event of a time point with this stamp.</summary>
    /// <param name="stamp">The time point's.</param>
    /// <param name="predicate">The event's.</param>
    /// <param name="begins"><see cref="Begins"/> for the first event of the time point, else 0.</param>
    /// <param name="arguments">As many as the predicate has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddEvent(long stamp, int predicate, long begins, ref long arguments)
    {
        unchecked
        {
            var arity = _arities[predicate];
            if (_used + arity + 3 > _items.Length || stamp != _stamp || !_hasStamp)
            {
                SetStamp(stamp, arity);
            }
            ref var item = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_items), _used);
            item = ((long)predicate << KindBits) | begins;
            for (var i = 0; i < arity; i++)
            {
                Unsafe.Add(ref item, i + 1) = Unsafe.Add(ref arguments, i);
            }
            _eventAt = _used;
            _used += arity + 1;
        }
    }

    /// <summary>Ends a time point that has had an event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndTimePoint(long stamp)
    {
        if (_eventAt >= 0)
        {
            _items[_eventAt] |= Ends;
            _eventAt = -1;
            return;
        }
        SetStamp(stamp, 0);
        _items[_used++] = End;
    }

    /// <summary>Adds a time point without events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddEmpty(long stamp)
    {
        if (_emptyAt >= 0 && _emptyAt == _used - 1 && stamp == _stamp)
        {
            _items[_emptyAt] += 1 << KindBits;
            return;
        }
        SetStamp(stamp, 0);
        _emptyAt = _used;
        _items[_used++] = (1 << KindBits) | Empty;
    }

    /// <summary>Takes back the open time point, which has had an event.</summary>
    public void Discard()
    {
        _eventAt = -1;
        Add(Dropped, 0);
    }

    public void AdvanceTo(long instant) => Add(Clock, instant);

    /// <summary>How many events there are of each predicate, and how many time points begin.</summary>
    public long[] CountByPredicate(out long timePoints)
    {
        var counts = new long[_arities.Length];
        timePoints = 0;
        for (var at = 0; at < _used; )
        {
            var kind = _items[at] & KindMask;
            if (kind <= LargestEvent)
            {
                var predicate = (int)(_items[at] >> KindBits);
                counts[predicate]++;
                timePoints += kind & Begins;
                at += 1 + _arities[predicate];
                continue;
            }
            timePoints += kind == Empty ? _items[at] >> KindBits : 0;
            at += kind is Stamp or Dropped or Clock ? 2 : 1;
        }
        return counts;
    }

    /// <summary>Forgets everything, its texts too.</summary>
    public void Clear()
    {
        _used = 0;
        _eventAt = -1;
        _emptyAt = -1;
        _hasStamp = false;
        _texts.Clear();
    }

    /// <summary>Says everything to a receiver. Once: texts become what they are there.</summary>
    public void Replay(EventReceiver target)
    {
        var stamp = 0L;
        for (var at = 0; at < _used; )
        {
            var head = _items[at++];
            var kind = head & KindMask;
            if (kind <= LargestEvent)
            {
                if ((kind & Begins) != 0)
                {
                    target.BeginTimePoint(stamp);
                }
                var predicate = (int)(head >> KindBits);
                PackTexts(predicate, at, target);
                target.Take(predicate, ref ArgumentsAt(at));
                at += _arities[predicate];
                if ((kind & Ends) != 0)
                {
                    target.EndTimePoint();
                }
                continue;
            }
            switch (kind)
            {
                case Stamp:
                    stamp = _items[at++];
                    break;
                case Empty:
                    for (var count = head >> KindBits; count > 0; count--)
                    {
                        target.BeginTimePoint(stamp);
                        target.EndTimePoint();
                    }
                    break;
                case End:
                    target.EndTimePoint();
                    break;
                case Dropped:
                    target.Discard();
                    at++;
                    break;
                default:
                    target.AdvanceTo(_items[at++]);
                    break;
            }
        }
    }

    // A predicate without arguments may stand at the very end.
    private ref long ArgumentsAt(int at) => ref _items[Math.Min(at, _items.Length - 1)];

    private void PackTexts(int predicate, int at, EventReceiver target)
    {
        foreach (var column in _textColumns[predicate])
        {
            ref var packed = ref _items[at + column];
            packed = target.Pack(_texts[packed]);
        }
    }

    // Makes room for a head and so many arguments behind the stamp, which is said if it is not known.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SetStamp(long stamp, int arguments)
    {
        Reserve(arguments + 3);
        if (stamp != _stamp || !_hasStamp)
        {
            _items[_used++] = Stamp;
            _items[_used++] = stamp;
            _stamp = stamp;
            _hasStamp = true;
        }
    }

    private void Add(long kind, long operand)
    {
        Reserve(2);
        _items[_used++] = kind;
        _items[_used++] = operand;
    }

    private void Reserve(int count)
    {
        if (_used + count > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_used + count, _items.Length * 2));
        }
    }
}
