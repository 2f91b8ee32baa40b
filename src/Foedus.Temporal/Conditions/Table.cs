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
