using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>Matches values against the arguments of a predicate, and comparisons against nothing.</summary>
internal static class Pattern
{
    /// <summary>The values of the predicate's variables, or null where the values do not match.</summary>
    public static Row? Match(Formula.Predicate predicate, IReadOnlyList<Value> values)
    {
        var columns = predicate.FreeVariables;
        var row = new Value[columns.Count];
        var isSet = new bool[row.Length];
        for (var i = 0; i < predicate.Arguments.Count; i++)
        {
            if (predicate.Arguments[i] is Term.Constant constant)
            {
                if (constant.Value != values[i])
                {
                    return null;
                }
                continue;
            }
            var column = Names.IndexOf(columns, ((Term.Variable)predicate.Arguments[i]).Name);
            if (isSet[column] && row[column] != values[i])
            {
                return null;
            }
            row[column] = values[i];
            isSet[column] = true;
        }
        return new Row(row);
    }

    /// <summary>The tuples of a comparison that stands alone: x = 3, or one between constants.</summary>
    public static Table Constant(Formula.Compare compare, bool negated)
    {
        if (compare.FreeVariables.Count == 0)
        {
            return Table.Truth(new RowCondition(compare, negated, []).IsTrue(new Row([])));
        }
        var result = new Table(compare.FreeVariables);
        if (!negated && (compare.Left as Term.Constant ?? compare.Right as Term.Constant) is { } constant)
        {
            result.Rows.Add(new Row([constant.Value]));
        }
        return result;
    }
}
