using Foedus.Temporal.Checking;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>A small relation with named columns.</summary>
internal sealed class Table(IReadOnlyList<string> columns)
{
    public IReadOnlyList<string> Columns => columns;

    public HashSet<Row> Rows { get; } = [];

    public static Table Truth(bool holds)
    {
        var table = new Table([]);
        if (holds)
        {
            table.Rows.Add(new Row([]));
        }
        return table;
    }

    public Row Pick(Row row, IReadOnlyList<string> wanted)
    {
        var values = new Value[wanted.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row[Names.IndexOf(columns, wanted[i])];
        }
        return new Row(values);
    }

    public Table Picked(IReadOnlyList<string> wanted)
    {
        var result = new Table(wanted);
        foreach (var row in Rows)
        {
            result.Rows.Add(Pick(row, wanted));
        }
        return result;
    }

    public Table United(Table other)
    {
        var result = new Table(columns);
        result.Rows.UnionWith(Rows);
        result.Rows.UnionWith(other.Rows);
        return result;
    }

    public Table Filtered(RowCondition filter)
    {
        var result = new Table(columns);
        foreach (var row in Rows)
        {
            if (filter.IsTrue(row))
            {
                result.Rows.Add(row);
            }
        }
        return result;
    }

    /// <summary>Adds the one column that an equation gives a value.</summary>
    public Table Extended(Formula.Compare equation)
    {
        var assignsLeft = equation.Left is Term.Variable left && !Names.Contains(columns, left.Name);
        var target = (Term.Variable)(assignsLeft ? equation.Left : equation.Right);
        var source = assignsLeft ? equation.Right : equation.Left;
        var result = new Table([.. columns, target.Name]);
        foreach (var row in Rows)
        {
            result.Rows.Add(new Row([.. row.Values, RowCondition.ValueOf(source, columns, row)]));
        }
        return result;
    }

    /// <summary>The conjunction with a formula, which comparisons and negations read on this table's rows.</summary>
    public Table And(Formula right, Func<Formula, Table> evaluate) =>
        right switch
        {
            Formula.Compare compare when !Names.IsSubset(compare.FreeVariables, columns) => Extended(compare),
            Formula.Compare compare => Filtered(new RowCondition(compare, negated: false, columns)),
            Formula.Not { Operand: Formula.Compare compare } => Filtered(
                new RowCondition(compare, negated: true, columns)
            ),
            Formula.Not not => Without(evaluate(not.Operand)),
            _ => Joined(evaluate(right)),
        };

    /// <summary>One row per group: the aggregate, then the groups.</summary>
    /// <param name="aggregate">What to compute.</param>
    /// <param name="nothing">The type of the result over nothing, where there are no groups.</param>
    public Table Aggregated(Formula.Aggregate aggregate, ColumnType nothing)
    {
        var argument = Names.IndexOf(columns, aggregate.Argument);
        var groups = new Dictionary<Row, GroupState>();
        var texts = new TextPool();
        var result = new Table(aggregate.FreeVariables);
        var type = ColumnType.Integer;
        foreach (var row in Rows)
        {
            type = row[argument].Type;
            var key = Pick(row, aggregate.Groups);
            if (!groups.TryGetValue(key, out var state))
            {
                state = new GroupState(aggregate.Function, type, texts);
                groups.Add(key, state);
            }
            state.Add(TermValue.Pack(row[argument], texts));
        }
        var resultType = aggregate.Function switch
        {
            AggregateOperator.Count => ColumnType.Integer,
            AggregateOperator.Average or AggregateOperator.Median => ColumnType.Float,
            _ => type,
        };
        foreach (var (key, state) in groups)
        {
            result.Rows.Add(new Row([TermValue.Unpack(state.Result(), resultType, texts), .. key.Values]));
        }
        if (groups.Count == 0 && aggregate.Groups.Count == 0)
        {
            var packed = GroupState.OfNothing(aggregate.Function, nothing, texts);
            result.Rows.Add(new Row([TermValue.Unpack(packed, nothing, texts)]));
        }
        return result;
    }

    public Table Joined(Table other)
    {
        var added = Names.Without(other.Columns, columns);
        var result = new Table([.. columns, .. added]);
        foreach (var row in Rows)
        {
            foreach (var match in other.Rows)
            {
                if (other.Agrees(columns, row, match))
                {
                    result.Rows.Add(new Row([.. row.Values, .. other.Pick(match, added).Values]));
                }
            }
        }
        return result;
    }

    public Table Without(Table other)
    {
        var result = new Table(columns);
        foreach (var row in Rows)
        {
            if (!other.HasMatch(columns, row))
            {
                result.Rows.Add(row);
            }
        }
        return result;
    }

    /// <summary>Whether a row of this table agrees with a row of other columns on all they share; this table's columns are among them.</summary>
    public bool HasMatch(IReadOnlyList<string> otherColumns, Row other)
    {
        foreach (var row in Rows)
        {
            if (Agrees(otherColumns, other, row))
            {
                return true;
            }
        }
        return false;
    }

    private bool Agrees(IReadOnlyList<string> otherColumns, Row other, Row row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var at = Names.IndexOf(otherColumns, columns[i]);
            if (at >= 0 && other[at] != row[i])
            {
                return false;
            }
        }
        return true;
    }
}
