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
