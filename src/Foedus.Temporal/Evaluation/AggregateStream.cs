using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>An aggregation with groups over the batches of a stream.</summary>
internal sealed class AggregateStream(
    EventStream source,
    AggregateOperator function,
    ColumnType type,
    int argument,
    int[] groups,
    TextPool texts,
    Frontier frontier
) : EventStream(groups.Length + 1, frontier)
{
    private readonly TupleTable _distinct = new(source.Width);
    private readonly TupleTable _keys = new(groups.Length);
    private readonly long[] _key = new long[Math.Max(1, groups.Length)];
    private GroupState?[] _states = new GroupState?[16];
    private bool _current;

    public override bool Peek()
    {
        if (_current)
        {
            return true;
        }
        if (!source.Peek())
        {
            return false;
        }
        TimePoint = source.TimePoint;
        Stamp = source.Stamp;
        Gather();
        Tell();
        source.Consume();
        _current = true;
        return true;
    }

    public override void Consume() => _current = false;

    public override void Save(StateWriter writer)
    {
        writer.Number(_current ? 1 : 0);
        if (_current)
        {
            writer.Number(TimePoint);
            writer.Number(Stamp);
            writer.Number(Count);
            writer.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    public override void Load(StateReader reader)
    {
        _current = reader.Number() != 0;
        if (_current)
        {
            TimePoint = reader.Number();
            Stamp = reader.Number();
            Count = reader.Count();
            Rows = new long[Math.Max(1, Count * Width)];
            reader.Numbers(Rows.AsSpan(0, Count * Width));
        }
    }

    private void Gather()
    {
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
            var state = _states[key] ??= new GroupState(function, type, texts);
            if (added)
            {
                state.Clear();
            }
            state.Add(Unsafe.Add(ref tuple, argument));
        }
    }

    private void Tell()
    {
        if (Rows.Length < _keys.Count * Width)
        {
            Rows = new long[Math.Max(_keys.Count * Width, Rows.Length * 2)];
        }
        Count = 0;
        for (var key = _keys.FirstOfAll; key >= 0; key = _keys.NextOfAll(key))
        {
            var at = Count++ * Width;
            Rows[at] = _states[key]?.Result() ?? 0;
            for (var g = 0; g < groups.Length; g++)
            {
                Rows[at + 1 + g] = Unsafe.Add(ref _keys.Row(key), g);
            }
        }
        _distinct.Clear();
        _keys.Clear();
    }
}
