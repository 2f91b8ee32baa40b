using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// A piece of a log as numbers, so that one thread can parse what another takes in later. Texts are kept as bytes:
/// only who takes them in may number them.
/// </summary>
internal sealed class EventBatch : EventReceiver
{
    // Marks among the predicates, which are numbered from 0.
    private const long Begin = -1;
    private const long End = -2;
    private const long Dropped = -3;
    private const long Clock = -4;

    private readonly int[] _arities;
    private readonly int[][] _textColumns;
    private long[] _items = new long[16 * 1024];
    private int _used;
    private byte[] _texts = [];
    private int _textsUsed;

    public EventBatch(Signature signature)
    {
        _arities = new int[signature.Predicates.Count];
        _textColumns = new int[_arities.Length][];
        for (var i = 0; i < _arities.Length; i++)
        {
            var types = signature.Predicates[i].Types;
            _arities[i] = types.Count;
            _textColumns[i] = [.. Enumerable.Range(0, types.Count).Where(c => types[c] == ColumnType.Text)];
        }
    }

    public override void BeginTimePoint(long stamp) => Add(Begin, stamp);

    public override void Take(int predicate, ref long arguments)
    {
        var arity = _arities[predicate];
        Reserve(arity + 1);
        _items[_used++] = predicate;
        MemoryMarshal.CreateReadOnlySpan(ref arguments, arity).CopyTo(_items.AsSpan(_used));
        _used += arity;
    }

    public override void EndTimePoint() => Add(End, 0);

    public override void Discard() => Add(Dropped, 0);

    public override void AdvanceTo(long instant) => Add(Clock, instant);

    public override long Pack(ReadOnlySpan<byte> text)
    {
        if (_textsUsed + text.Length > _texts.Length)
        {
            Array.Resize(ref _texts, Math.Max(_textsUsed + text.Length, _texts.Length * 2));
        }
        text.CopyTo(_texts.AsSpan(_textsUsed));
        var packed = ((long)_textsUsed << 32) | (uint)text.Length;
        _textsUsed += text.Length;
        return packed;
    }

    /// <summary>Says everything to another receiver and is empty afterwards.</summary>
    public void Replay(EventReceiver target)
    {
        for (var at = 0; at < _used; )
        {
            var item = _items[at++];
            if (item >= 0)
            {
                var predicate = (int)item;
                foreach (var column in _textColumns[predicate])
                {
                    ref var packed = ref _items[at + column];
                    packed = target.Pack(_texts.AsSpan((int)(packed >> 32), (int)(packed & uint.MaxValue)));
                }
                // A predicate without arguments may stand at the very end.
                target.Take(predicate, ref _items[Math.Min(at, _items.Length - 1)]);
                at += _arities[predicate];
                continue;
            }
            var operand = _items[at++];
            switch (item)
            {
                case Begin:
                    target.BeginTimePoint(operand);
                    break;
                case End:
                    target.EndTimePoint();
                    break;
                case Dropped:
                    target.Discard();
                    break;
                default:
                    target.AdvanceTo(operand);
                    break;
            }
        }
        _used = 0;
        _textsUsed = 0;
    }

    private void Add(long mark, long operand)
    {
        Reserve(2);
        _items[_used++] = mark;
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
