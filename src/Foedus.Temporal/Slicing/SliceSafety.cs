using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// Whether slices of a formula say byte for byte what the whole says. They do not where a run can fail: a term is
/// computed when somebody looks, and one slice is looked into less often than the whole. Nor where floats are added
/// up, since their sum depends on the order.
/// </summary>
internal static class SliceSafety
{
    public static bool CanSlice(MonitoredFormula formula) =>
        IsSafe(SumOverWindow(formula) ?? formula.Rewritten, formula);

    // A sum over a window, perhaps with conditions on it, is moved to every time point, in a slice as in the whole: what
    // remains to be looked at is the window's content. Null for any other formula.
    private static Formula? SumOverWindow(MonitoredFormula whole)
    {
        var formula = whole.Rewritten;
        while (formula is Formula.Binary { Connective: Connective.And } and && IsCondition(and.Right))
        {
            formula = and.Left;
        }
        return
            formula
                is Formula.Aggregate
                {
                    Function: AggregateOperator.Sum,
                    Operand: Formula.Temporal { When: TemporalOperator.Once or TemporalOperator.Eventually },
                } sum
            && whole.TypesOf(sum).Argument == ColumnType.Integer
            ? sum.Operand
            : null;
    }

    private static bool IsCondition(Formula formula) =>
        formula switch
        {
            Formula.Compare { Left: not Term.Apply, Right: not Term.Apply } => true,
            Formula.Not { Operand: Formula.Compare { Left: not Term.Apply, Right: not Term.Apply } } => true,
            _ => false,
        };

    private static bool IsSafe(Formula formula, MonitoredFormula whole)
    {
        switch (formula)
        {
            case Formula.Compare { Left: Term.Apply } or Formula.Compare { Right: Term.Apply }:
            case Formula.Aggregate { Function: AggregateOperator.Sum }:
                return false;
            case Formula.Aggregate { Function: AggregateOperator.Average } mean
                when whole.TypesOf(mean).Argument != ColumnType.Integer:
                return false;
            case Formula.Predicate predicate when predicate.Arguments.Any(argument => argument is Term.Apply):
                return false;
            default:
                foreach (var child in Children.Of(formula))
                {
                    if (!IsSafe(child, whole))
                    {
                        return false;
                    }
                }
                return true;
        }
    }
}
