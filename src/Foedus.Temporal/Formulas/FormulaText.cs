using System.Text;

namespace Foedus.Temporal.Formulas;

/// <summary>Writes terms and formulas in the syntax they are read in, with every parenthesis.</summary>
internal static class FormulaText
{
    private static readonly Func<string, string> AsNamed = name => name;

    public static string Of(Formula formula) => Of(formula, AsNamed);

    public static string Of(Term term)
    {
        var text = new StringBuilder();
        Write(text, term, AsNamed);
        return text.ToString();
    }

    /// <summary>The text with other names for the variables, free and bound.</summary>
    public static string Of(Formula formula, Func<string, string> named)
    {
        var text = new StringBuilder();
        Write(text, formula, named);
        return text.ToString();
    }

    /// <summary>At most 160 characters, for messages.</summary>
    public static string Brief(Formula formula)
    {
        var text = Of(formula);
        return text.Length <= 160 ? text : text[..157] + "...";
    }

    private static void Write(StringBuilder text, Term term, Func<string, string> named)
    {
        switch (term)
        {
            case Term.Variable variable:
                text.Append(named(variable.Name));
                break;
            case Term.Constant constant:
                var written = constant.Value.ToString();
                text.Append(written);
                // A float without a fraction would be read back as an integer.
                if (constant.Value.Type == ColumnType.Float && written.IndexOfAny(['.', 'e', 'n']) < 0)
                {
                    text.Append('.');
                }
                break;
            case Term.Apply { Right: not null } apply:
                text.Append('(');
                Write(text, apply.Left, named);
                text.Append(' ').Append(Symbol(apply.Function)).Append(' ');
                Write(text, apply.Right, named);
                text.Append(')');
                break;
            case Term.Apply { Function: TermOperator.Negate } apply:
                text.Append("(- ");
                Write(text, apply.Left, named);
                text.Append(')');
                break;
            case Term.Apply apply:
                text.Append(Symbol(apply.Function)).Append('(');
                Write(text, apply.Left, named);
                text.Append(')');
                break;
            default:
                throw new InvalidOperationException("Unknown term.");
        }
    }

    private static string Symbol(TermOperator function) =>
        function switch
        {
            TermOperator.Add => "+",
            TermOperator.Subtract => "-",
            TermOperator.Multiply => "*",
            TermOperator.Divide => "/",
            TermOperator.Modulo => "MOD",
            TermOperator.FloatToInteger => "f2i",
            TermOperator.IntegerToFloat => "i2f",
            TermOperator.IntegerToText => "i2s",
            TermOperator.TextToInteger => "s2i",
            TermOperator.FloatToText => "f2s",
            TermOperator.TextToFloat => "s2f",
            TermOperator.DayOfMonth => "DAY_OF_MONTH",
            TermOperator.Month => "MONTH",
            TermOperator.Year => "YEAR",
            TermOperator.FormatDate => "FORMAT_DATE",
            _ => "-",
        };

    private static void Write(StringBuilder text, Formula formula, Func<string, string> named)
    {
        switch (formula)
        {
            case Formula.Predicate predicate:
                text.Append(predicate.Name).Append('(');
                for (var i = 0; i < predicate.Arguments.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Write(text, predicate.Arguments[i], named);
                }
                text.Append(')');
                break;
            case Formula.Compare compare:
                text.Append('(');
                Write(text, compare.Left, named);
                text.Append(
                    compare.Relation switch
                    {
                        RelationOperator.Equal => " = ",
                        RelationOperator.Less => " < ",
                        RelationOperator.LessOrEqual => " <= ",
                        _ => " SUBSTRING ",
                    }
                );
                Write(text, compare.Right, named);
                text.Append(')');
                break;
            case Formula.Let let:
                text.Append("(LET ")
                    .Append(let.Name)
                    .Append('(')
                    .AppendJoin(',', let.Parameters.Select(named))
                    .Append(") = ");
                Write(text, let.Definition, named);
                text.Append(" IN ");
                Write(text, let.Body, named);
                text.Append(')');
                break;
            case Formula.Not not:
                Prefix(text, "NOT", not.Operand, named);
                break;
            case Formula.Binary binary:
                Infix(
                    text,
                    binary.Left,
                    binary.Connective switch
                    {
                        Connective.And => "AND",
                        Connective.Or => "OR",
                        Connective.Implies => "IMPLIES",
                        _ => "EQUIV",
                    },
                    binary.Right,
                    named
                );
                break;
            case Formula.Quantify quantify:
                text.Append('(').Append(quantify.Universal ? "FORALL " : "EXISTS ");
                text.AppendJoin(", ", quantify.Variables.Select(named)).Append(". ");
                Write(text, quantify.Operand, named);
                text.Append(')');
                break;
            case Formula.Aggregate aggregate:
                WriteAggregate(text, aggregate, named);
                break;
            case Formula.Temporal temporal:
                Prefix(text, Keyword(temporal.When) + temporal.Interval, temporal.Operand, named);
                break;
            case Formula.Bounded bounded:
                Infix(
                    text,
                    bounded.Left,
                    (bounded.Future ? "UNTIL" : "SINCE") + bounded.Interval,
                    bounded.Right,
                    named
                );
                break;
            default:
                throw new InvalidOperationException("Unknown formula.");
        }
    }

    private static void WriteAggregate(StringBuilder text, Formula.Aggregate aggregate, Func<string, string> named)
    {
        text.Append('(').Append(named(aggregate.Result)).Append(" <- ").Append(Keyword(aggregate.Function)).Append(' ');
        text.Append(named(aggregate.Argument));
        if (aggregate.Groups.Count > 0)
        {
            text.Append("; ").AppendJoin(", ", aggregate.Groups.Select(named));
        }
        text.Append(' ');
        Write(text, aggregate.Operand, named);
        text.Append(')');
    }

    private static void Prefix(StringBuilder text, string word, Formula operand, Func<string, string> named)
    {
        text.Append('(').Append(word).Append(' ');
        Write(text, operand, named);
        text.Append(')');
    }

    private static void Infix(StringBuilder text, Formula left, string word, Formula right, Func<string, string> named)
    {
        text.Append('(');
        Write(text, left, named);
        text.Append(' ').Append(word).Append(' ');
        Write(text, right, named);
        text.Append(')');
    }

    private static string Keyword(TemporalOperator when) =>
        when switch
        {
            TemporalOperator.Previous => "PREVIOUS",
            TemporalOperator.Next => "NEXT",
            TemporalOperator.Once => "ONCE",
            TemporalOperator.Eventually => "EVENTUALLY",
            TemporalOperator.Historically => "PAST_ALWAYS",
            _ => "ALWAYS",
        };

    private static string Keyword(AggregateOperator function) =>
        function switch
        {
            AggregateOperator.Count => "CNT",
            AggregateOperator.Sum => "SUM",
            AggregateOperator.Average => "AVG",
            AggregateOperator.Minimum => "MIN",
            AggregateOperator.Maximum => "MAX",
            _ => "MED",
        };
}
