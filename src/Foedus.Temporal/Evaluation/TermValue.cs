using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>Turns terms into expressions, and ground terms into constants.</summary>
internal static class TermValue
{
    public static Value OfGround(Term term)
    {
        var texts = new TextPool();
        var expression = Compile(term, _ => throw new InvalidOperationException("Not a ground term."), texts);
        return Unpack(expression.Evaluate([]), expression.Type, texts);
    }

    public static long Pack(Value value, TextPool texts) =>
        value.Type switch
        {
            ColumnType.Integer => value.Integer,
            ColumnType.Float => Value.FloatBits(value.Float),
            _ => texts.Intern(value.Text),
        };

    public static Value Unpack(long packed, ColumnType type, TextPool texts) =>
        type switch
        {
            ColumnType.Integer => Value.Of(packed),
            ColumnType.Float => Value.Of(BitConverter.Int64BitsToDouble(packed)),
            _ => Value.Of(texts.TextOf(packed)),
        };

    /// <summary>Negative, zero or positive as the left packed value is below, equal to or above the right one.</summary>
    public static int Compare(long left, long right, ColumnType type, TextPool texts) =>
        type switch
        {
            ColumnType.Integer => left.CompareTo(right),
            ColumnType.Float => BitConverter.Int64BitsToDouble(left).CompareTo(BitConverter.Int64BitsToDouble(right)),
            _ => left == right ? 0 : texts.Compare(left, right),
        };

    public static Expression Compile(Term term, Func<string, Expression> variable, TextPool texts)
    {
        switch (term)
        {
            case Term.Variable name:
                return variable(name.Name);
            case Term.Constant constant:
                return new Expression.Constant(Pack(constant.Value, texts), constant.Value.Type);
            case Term.Apply { Right: not null } apply:
                return new Expression.Arithmetic(
                    apply.Function,
                    Compile(apply.Left, variable, texts),
                    Compile(apply.Right, variable, texts),
                    apply.At
                );
            case Term.Apply apply:
                var operand = Compile(apply.Left, variable, texts);
                return new Expression.Function(
                    apply.Function,
                    operand,
                    ResultType(apply.Function, operand.Type),
                    texts,
                    apply.At
                );
            default:
                throw new InvalidOperationException("Unknown term.");
        }
    }

    private static ColumnType ResultType(TermOperator function, ColumnType operand) =>
        function switch
        {
            TermOperator.IntegerToFloat or TermOperator.TextToFloat => ColumnType.Float,
            TermOperator.IntegerToText or TermOperator.FloatToText or TermOperator.FormatDate => ColumnType.Text,
            TermOperator.Negate => operand,
            _ => ColumnType.Integer,
        };
}
