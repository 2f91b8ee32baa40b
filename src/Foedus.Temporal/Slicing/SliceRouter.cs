using System.Runtime.CompilerServices;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Slicing;

/// <summary>Tells every slice each time point and clock line, and of the events those that concern it.</summary>
internal sealed class SliceRouter : EventReceiver
{
    private readonly int[] _keys;
    private readonly bool[] _hasTextKey;

    // Per predicate without a key the slices that look at it.
    private readonly int[][] _lookers;
    private EventBatch[] _parts = [];
    private BatchTexts _texts = new();
    private long _stamp;

    // The slices that the open time point has had an event for, as bits.
    private ulong _open;

    public SliceRouter(SlicePlan plan, Signature signature, IReadOnlyList<TemporalMonitor> slices)
    {
        _keys = [.. plan.Keys];
        _hasTextKey = new bool[_keys.Length];
        _lookers = new int[_keys.Length][];
        for (var i = 0; i < _keys.Length; i++)
        {
            _hasTextKey[i] = _keys[i] >= 0 && signature.Predicates[i].Types[_keys[i]] == ColumnType.Text;
            _lookers[i] = [.. Enumerable.Range(0, plan.Slices).Where(slice => slices[slice].Inputs[i].IsUsed)];
        }
    }

    /// <summary>Where everything goes from now on. A time point may begin in one batch and end in another.</summary>
    public void Fill(SliceBatch batch)
    {
        _texts = batch.Texts;
        _parts = batch.Parts;
    }

    public override void BeginTimePoint(long stamp) => _stamp = stamp;

    public override void Take(int predicate, ref long arguments)
    {
        var key = _keys[predicate];
        if (key >= 0)
        {
            var value = Unsafe.Add(ref arguments, key);
            var slice = _hasTextKey[predicate]
                ? SliceHash.SliceOf(_texts[value], _parts.Length)
                : SliceHash.SliceOf(value, _parts.Length);
            TakeTo(slice, predicate, ref arguments);
            return;
        }
        foreach (var slice in _lookers[predicate])
        {
            TakeTo(slice, predicate, ref arguments);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeTo(int slice, int predicate, ref long arguments)
    {
        unchecked
        {
            var isFirst = (_open >> slice & 1) == 0;
            _open |= 1UL << slice;
            _parts[slice].AddEvent(_stamp, predicate, isFirst ? EventBatch.Begins : 0, ref arguments);
        }
    }

    public override void EndTimePoint()
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            if ((_open >> i & 1) != 0)
            {
                _parts[i].EndTimePoint(_stamp);
            }
            else
            {
                _parts[i].AddEmpty(_stamp);
            }
        }
        _open = 0;
    }

    public override void Discard()
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            if ((_open >> i & 1) != 0)
            {
                _parts[i].Discard();
            }
        }
        _open = 0;
    }

    public override void AdvanceTo(long instant)
    {
        foreach (var part in _parts)
        {
            part.AdvanceTo(instant);
        }
    }

    public override long Pack(ReadOnlySpan<byte> text) => _texts.Pack(text);
}
