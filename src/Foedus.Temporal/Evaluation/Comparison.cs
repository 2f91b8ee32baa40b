using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>A comparison of two expressions, possibly negated.</summary>
internal sealed class Comparison(
    RelationOperator relation,
    Expression left,
    Expression right,
    bool negated,
    TextPool texts
)
{
    // Most comparisons are of a variable with a variable or a number; those need no call for each side.
    private readonly bool _areIntegers = left.Type == ColumnType.Integer;
    private readonly int _leftRegister = left is Expression.Register register ? register.Index : -1;
    private readonly int _rightRegister = right is Expression.Register register ? register.Index : -1;
    private readonly long? _leftConstant = left is Expression.Constant constant ? constant.Value : null;
    private readonly long? _rightConstant = right is Expression.Constant constant ? constant.Value : null;

    /// <summary>Whether this compares one register with one constant.</summary>
    public bool AsksOnly(int register) =>
        (_leftRegister == register && right is Expression.Constant)
        || (_rightRegister == register && left is Expression.Constant);

    /// <summary>
    /// Narrows a range of integers to those for which this holds. False where it does not compare a register with a
    /// constant in a way that a range can say.
    /// </summary>
    public bool TryNarrow(int register, ref long low, ref long high)
    {
        if (!_areIntegers || !AsksOnly(register) || negated && relation == RelationOperator.Equal)
        {
            return false;
        }
        var constant = _rightConstant ?? _leftConstant ?? 0;
        // NOT a < b is b <= a.
        var isStrict = relation == RelationOperator.Less != negated;
        var isBelow = _leftRegister == register != negated;
        if (relation == RelationOperator.Equal)
        {
            low = Math.Max(low, constant);
            high = Math.Min(high, constant);
        }
        else if (isStrict && constant == (isBelow ? long.MinValue : long.MaxValue))
        {
            (low, high) = (long.MaxValue, long.MinValue);
        }
        else if (isBelow)
        {
            high = Math.Min(high, isStrict ? constant - 1 : constant);
        }
        else
        {
            low = Math.Max(low, isStrict ? constant + 1 : constant);
        }
        return true;
    }

    public bool IsTrue(long[] registers)
    {
        var a =
            _leftRegister >= 0 ? registers[_leftRegister]
            : _leftConstant is { } first ? first
            : left.Evaluate(registers);
        var b =
            _rightRegister >= 0 ? registers[_rightRegister]
            : _rightConstant is { } second ? second
            : right.Evaluate(registers);
        if (_areIntegers)
        {
            return relation switch
                {
                    RelationOperator.Equal => a == b,
                    RelationOperator.Less => a < b,
                    _ => a <= b,
                } != negated;
        }
        var holds = relation switch
        {
            RelationOperator.Equal => a == b,
            RelationOperator.Less => TermValue.Compare(a, b, left.Type, texts) < 0,
            RelationOperator.LessOrEqual => TermValue.Compare(a, b, left.Type, texts) <= 0,
            _ => texts[b].IndexOf(texts[a]) >= 0,
        };
        return holds != negated;
    }
}
