using System.Runtime.CompilerServices;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// What an aggregation that is kept up to date holds of one group. Counts, and sums and means of integers, are held
/// here, in a quarter of the space; everything else in <see cref="Rest"/>.
/// </summary>
internal struct AggregateGroup
{
    // A sum of 128 bits, which holds 2^64 addends of 64 bits.
    private ulong _low;
    private long _high;

    /// <summary>How many tuples.</summary>
    public long Count;

    /// <summary>The value told last, if <see cref="HasTold"/>.</summary>
    public long Told;

    public bool HasTold;

    /// <summary>Whether the group's row must be told anew.</summary>
    public bool IsDirty;

    /// <summary>The state of an aggregate that needs more than a count and a sum.</summary>
    public GroupState? Rest;

    /// <summary>Whether a function needs no more than a count and a sum of integers.</summary>
    public static bool Suffices(AggregateOperator function, ColumnType type) =>
        function is AggregateOperator.Count
        || function is AggregateOperator.Sum or AggregateOperator.Average && type == ColumnType.Integer;

    /// <summary>Makes it the state of a new group. <see cref="Rest"/> stays, to be used again.</summary>
    public void Clear()
    {
        _low = 0;
        _high = 0;
        Count = 0;
        HasTold = false;
        Rest?.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        unchecked
        {
            Count++;
            if (Rest is { } rest)
            {
                rest.Add(value);
                return;
            }
            _low += (ulong)value;
            _high += (value >> 63) + (_low < (ulong)value ? 1 : 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(long value)
    {
        unchecked
        {
            Count--;
            if (Rest is { } rest)
            {
                rest.Remove(value);
                return;
            }
            var before = _low;
            _low -= (ulong)value;
            _high -= (value >> 63) + (before < _low ? 1 : 0);
        }
    }

    /// <summary>The aggregate of a group that is not empty. Throws <see cref="OverflowException"/> for an integer sum beyond 64 bits.</summary>
    public readonly long Result(AggregateOperator function)
    {
        if (Rest is { } rest)
        {
            return rest.Result();
        }
        switch (function)
        {
            case AggregateOperator.Count:
                return Count;
            case AggregateOperator.Sum:
                var sum = unchecked((long)_low);
                return _high == sum >> 63 ? sum : throw new OverflowException("The sum is beyond 64 bits.");
            default:
                return Value.FloatBits((double)new Int128(unchecked((ulong)_high), _low) / Count);
        }
    }
}
