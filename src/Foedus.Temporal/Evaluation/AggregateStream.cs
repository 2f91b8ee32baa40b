using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Evaluation;

/// <summary>An aggregation with groups over the batches of a stream.</summary>
internal sealed class AggregateStream(EventStream source, Aggregation aggregation, TextPool texts, Frontier frontier)
    : BuiltStream(aggregation.Groups.Length + 1, frontier)
{
    private readonly TupleTable _distinct = new(source.Width);
    private readonly TupleTable _keys = new(aggregation.Groups.Length);
    private readonly long[] _key = new long[Math.Max(1, aggregation.Groups.Length)];
    private GroupState?[] _states = new GroupState?[16];

    protected override bool TryBuild()
    {
        if (!source.Peek())
        {
            return false;
        }
        Begin(source.TimePoint, source.Stamp);
        Gather();
        Tell();
        source.Consume();
        return true;
    }

    private void Gather()
    {
        var groups = aggregation.Groups;
        for (var i = 0; i < source.Count; i++)
        {
            ref var tuple = ref source.Row(i);
            _distinct.FindOrAdd(ref tuple, 0, out var isNew);
            if (!isNew)
            {
                continue;
            }
            for (var g = 0; g < groups.Length; g++)
            {
                _key[g] = Unsafe.Add(ref tuple, groups[g]);
            }
            var key = _keys.FindOrAdd(ref MemoryMarshal.GetArrayDataReference(_key), 0, out var added);
            if (key >= _states.Length)
            {
                Array.Resize(ref _states, Math.Max(key + 1, _states.Length * 2));
            }
            var state = _states[key] ??= new GroupState(aggregation.Function, aggregation.Type, texts);
            if (added)
            {
                state.Clear();
            }
            state.Add(Unsafe.Add(ref tuple, aggregation.Argument));
        }
    }

    private long ResultOf(int key)
    {
        try
        {
            return _states[key]?.Result() ?? 0;
        }
        catch (OverflowException)
        {
            throw new ValueOverflowException(aggregation.At);
        }
    }

    private void Tell()
    {
        var groups = aggregation.Groups;
        for (var key = _keys.FirstOfAll; key >= 0; key = _keys.NextOfAll(key))
        {
            ref var row = ref Add();
            row = ResultOf(key);
            for (var g = 0; g < groups.Length; g++)
            {
                Unsafe.Add(ref row, g + 1) = Unsafe.Add(ref _keys.Row(key), g);
            }
        }
        _distinct.Clear();
        _keys.Clear();
    }
}
