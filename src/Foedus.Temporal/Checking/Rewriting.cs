using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>
/// Carries range restrictions inwards, as the reference does, so that more safe-range formulas can be monitored:
/// <c>P(x) AND EVENTUALLY[0,5] (x &lt; y AND Q(y))</c> becomes <c>P(x) AND EVENTUALLY[0,5] (ONCE[0,5] P(x) AND …)</c>.
/// The result is equivalent to the formula.
/// </summary>
internal static class Rewriting
{
    public static Formula Apply(Formula formula) =>
        formula switch
        {
            Formula.Binary { Connective: Connective.And } and => Apply(and),
            Formula.Let or Formula.Aggregate => formula,
            _ => Rebuild.With(formula, Apply),
        };

    private static Formula Apply(Formula.Binary and)
    {
        var outer = and.Left;
        switch (and.Right)
        {
            case Formula.Binary { Connective: Connective.And } inner when RangeRestriction.Helps(outer, inner.Left):
                return Apply(And(Apply(And(outer, inner.Left)), Apply(inner.Right)));
            case Formula.Binary { Connective: Connective.Or } inner when RangeRestriction.Helps(outer, inner.Left):
                return new Formula.Binary(
                    Connective.Or,
                    Apply(And(outer, inner.Left)),
                    Apply(And(outer, inner.Right)),
                    inner.At
                );
            case Formula.Quantify inner when RangeRestriction.Helps(outer, inner.Operand):
                return And(outer, CarriedUnder(inner, outer));
            case Formula.Not inner
                when !Monitorability.IsComparison(inner) && RangeRestriction.Helps(outer, inner.Operand):
                return And(outer, new Formula.Not(Apply(And(outer, inner.Operand)), inner.At));
            case Formula.Temporal inner
                when Mirrored(inner) is { } mirror && RangeRestriction.Helps(outer, inner.Operand):
                var seen = new Formula.Temporal(mirror, inner.Interval, outer, outer.At);
                return And(
                    outer,
                    new Formula.Temporal(inner.When, inner.Interval, Apply(And(seen, inner.Operand)), inner.At)
                );
            case Formula.Bounded inner when inner.Future || inner.Interval.IsBounded:
                return And(outer, CarriedInto(inner, outer));
            case Formula.Binary { Connective: Connective.And } inner:
                return And(Apply(outer), And(Apply(inner.Left), Apply(inner.Right)));
            default:
                return And(Apply(outer), Apply(and.Right));
        }

        Formula.Binary And(Formula left, Formula right) => new(Connective.And, left, right, and.At);
    }

    // What the current time point is, seen from the one the operator looks at. Unbounded ONCE would need an unbounded future.
    private static TemporalOperator? Mirrored(Formula.Temporal inner) =>
        inner.When switch
        {
            TemporalOperator.Previous => TemporalOperator.Next,
            TemporalOperator.Next => TemporalOperator.Previous,
            TemporalOperator.Eventually => TemporalOperator.Once,
            TemporalOperator.Once when inner.Interval.IsBounded => TemporalOperator.Eventually,
            _ => null,
        };

    private static Formula CarriedInto(Formula.Bounded inner, Formula outer)
    {
        var mirror = inner.Future ? TemporalOperator.Once : TemporalOperator.Eventually;
        if (RangeRestriction.Helps(outer, inner.Left))
        {
            var sinceNow = new Interval(0, inner.Interval.High);
            var left = new Formula.Binary(
                Connective.And,
                new Formula.Temporal(mirror, sinceNow, outer, outer.At),
                inner.Left,
                inner.At
            );
            return new Formula.Bounded(inner.Future, inner.Interval, Apply(left), inner.Right, inner.At);
        }
        if (RangeRestriction.Helps(outer, inner.Right))
        {
            var right = new Formula.Binary(
                Connective.And,
                new Formula.Temporal(mirror, inner.Interval, outer, outer.At),
                inner.Right,
                inner.At
            );
            return new Formula.Bounded(inner.Future, inner.Interval, inner.Left, Apply(right), inner.At);
        }
        return new Formula.Bounded(inner.Future, inner.Interval, Apply(inner.Left), Apply(inner.Right), inner.At);
    }

    private static Formula.Quantify CarriedUnder(Formula.Quantify inner, Formula outer)
    {
        // The quantified variables get names that the carried formula does not use.
        var taken = new List<string>(Names.Union(outer.FreeVariables, inner.Operand.FreeVariables));
        var renaming = new Dictionary<string, Term>(StringComparer.Ordinal);
        var renamed = new List<string>();
        foreach (var variable in inner.Variables)
        {
            var fresh = Substitution.FreshName(taken);
            taken.Add(fresh);
            renamed.Add(fresh);
            renaming[variable] = Term.Of(fresh);
        }
        var body = new Formula.Binary(Connective.And, outer, Substitution.Apply(inner.Operand, renaming), inner.At);
        return new Formula.Quantify(false, renamed, Apply(body), inner.At);
    }
}
