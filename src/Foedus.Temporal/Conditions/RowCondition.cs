using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>A comparison on the rows of a small table.</summary>
internal sealed class RowCondition(Formula.Compare compare, bool negated, IReadOnlyList<string> columns)
{
    public bool IsTrue(Row row)
    {
        var left = ValueOf(compare.Left, columns, row);
        var right = ValueOf(compare.Right, columns, row);
        var holds = compare.Relation switch
        {
            RelationOperator.Equal => left == right,
            RelationOperator.Less => Row.Compare(left, right) < 0,
            RelationOperator.LessOrEqual => Row.Compare(left, right) <= 0,
            _ => right.Text.Contains(left.Text, StringComparison.Ordinal),
        };
        return holds != negated;
    }

    public static Value ValueOf(Term term, IReadOnlyList<string> columns, Row row)
    {
        switch (term)
        {
            case Term.Variable variable:
                return row[Names.IndexOf(columns, variable.Name)];
            case Term.Constant constant:
                return constant.Value;
            default:
                var texts = new TextPool();
                var names = term.Variables;
                var registers = new long[names.Count];
                var types = new ColumnType[names.Count];
                for (var i = 0; i < registers.Length; i++)
                {
                    var value = row[Names.IndexOf(columns, names[i])];
                    registers[i] = TermValue.Pack(value, texts);
                    types[i] = value.Type;
                }
                var expression = TermValue.Compile(
                    term,
                    name => new Expression.Register(Names.IndexOf(names, name), types[Names.IndexOf(names, name)]),
                    texts
                );
                return TermValue.Unpack(expression.Evaluate(registers), expression.Type, texts);
        }
    }
}
