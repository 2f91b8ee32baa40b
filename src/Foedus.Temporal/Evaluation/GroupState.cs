using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// The running aggregate of one group. Values come and go in any order. Float sums are kept in double-double
/// arithmetic (D. Knuth, volume 2, section 4.2.2, theorem A), so that what goes leaves nothing behind; infinities and
/// not-a-numbers are counted apart, since they could not be taken away again.
/// </summary>
internal sealed class GroupState(AggregateOperator function, ColumnType type, TextPool texts)
{
    private readonly OrderedBag? _bag = function
        is AggregateOperator.Minimum
            or AggregateOperator.Maximum
            or AggregateOperator.Median
        ? new OrderedBag(type, texts)
        : null;

    private Int128 _sum;
    private double _high;
    private double _low;
    private long _positiveInfinities;
    private long _negativeInfinities;
    private long _notNumbers;

    public long Count { get; private set; }

    public void Add(long value)
    {
        unchecked
        {
            Count++;
        }
        if (_bag is not null)
        {
            _bag.Add(value);
        }
        else if (function != AggregateOperator.Count)
        {
            Accumulate(value, 1);
        }
    }

    public void Remove(long value)
    {
        Count--;
        if (_bag is not null)
        {
            _bag.Remove(value);
        }
        else if (function != AggregateOperator.Count)
        {
            Accumulate(value, -1);
        }
        if (Count == 0)
        {
            _high = _low = 0;
        }
    }

    public void Clear()
    {
        Count = 0;
        _bag?.Clear();
        _sum = 0;
        _high = _low = 0;
        _positiveInfinities = _negativeInfinities = _notNumbers = 0;
    }

    /// <summary>The aggregate of a group that is not empty. Throws <see cref="OverflowException"/> for an integer sum beyond 64 bits.</summary>
    public long Result()
    {
        switch (function)
        {
            case AggregateOperator.Count:
                return Count;
            case AggregateOperator.Sum:
                return type == ColumnType.Integer ? checked((long)_sum) : Value.FloatBits(FloatSum());
            case AggregateOperator.Average:
                return Value.FloatBits((type == ColumnType.Integer ? (double)_sum : FloatSum()) / Count);
            case AggregateOperator.Minimum:
                return _bag?.At(0) ?? 0;
            case AggregateOperator.Maximum:
                return _bag?.At(Count - 1) ?? 0;
            default:
                var upper = AsFloat(_bag?.At(Count / 2) ?? 0);
                return Value.FloatBits(Count % 2 == 1 ? upper : (AsFloat(_bag?.At(Count / 2 - 1) ?? 0) + upper) / 2);
        }
    }

    /// <summary>The value of an aggregation without groups over nothing, by the reference's convention.</summary>
    public static long OfNothing(AggregateOperator function, ColumnType type, TextPool texts) =>
        (function, type) switch
        {
            (AggregateOperator.Count, _) => 0,
            (AggregateOperator.Minimum, ColumnType.Float) => Value.FloatBits(double.PositiveInfinity),
            (AggregateOperator.Maximum, ColumnType.Float) => Value.FloatBits(double.NegativeInfinity),
            (AggregateOperator.Minimum or AggregateOperator.Maximum, ColumnType.Text) => texts.Intern(""),
            _ => 0,
        };

    private double AsFloat(long value) => type == ColumnType.Integer ? value : BitConverter.Int64BitsToDouble(value);

    private double FloatSum()
    {
        if (_notNumbers > 0 || _positiveInfinities > 0 && _negativeInfinities > 0)
        {
            return double.NaN;
        }
        return _positiveInfinities > 0 ? double.PositiveInfinity
            : _negativeInfinities > 0 ? double.NegativeInfinity
            : _high + _low;
    }

    private void Accumulate(long packed, int sign)
    {
        if (type == ColumnType.Integer)
        {
            // 128 bits hold 2^64 addends of 64 bits.
            unchecked
            {
                _sum += sign > 0 ? packed : -(Int128)packed;
            }
            return;
        }
        var value = BitConverter.Int64BitsToDouble(packed);
        if (double.IsNaN(value))
        {
            _notNumbers += sign;
        }
        else if (double.IsPositiveInfinity(value))
        {
            _positiveInfinities += sign;
        }
        else if (double.IsNegativeInfinity(value))
        {
            _negativeInfinities += sign;
        }
        else
        {
            value *= sign;
            var sum = _high + value;
            var part = sum - _high;
            _low += (_high - (sum - part)) + (value - part);
            _high = sum;
        }
    }
}
