using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Checking;

/// <summary>What must hold of a formula before its types are looked at.</summary>
internal static class WellFormedness
{
    public static void Check(Formula formula)
    {
        switch (formula)
        {
            case Formula.Let let:
                CheckLet(let);
                break;
            case Formula.Aggregate aggregate:
                CheckAggregate(aggregate);
                break;
            case Formula.Temporal { When: TemporalOperator.Eventually or TemporalOperator.Always } temporal
                when !temporal.Interval.IsBounded:
                throw Unbounded(temporal, temporal.When == TemporalOperator.Always ? "ALWAYS" : "EVENTUALLY");
            case Formula.Bounded { Future: true } until when !until.Interval.IsBounded:
                throw Unbounded(until, "UNTIL");
        }
        foreach (var child in Children.Of(formula))
        {
            Check(child);
        }
    }

    private static RefusedTextException Unbounded(Formula formula, string name) =>
        new(
            formula.At,
            $"{name} without an upper bound can never be decided on a growing log, in {FormulaText.Brief(formula)}. Give it one, as in {name}[0,60]."
        );

    private static void CheckLet(Formula.Let let)
    {
        var free = let.Definition.FreeVariables;
        for (var i = 0; i < let.Parameters.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (let.Parameters[i] == let.Parameters[j])
                {
                    throw new RefusedTextException(
                        let.At,
                        $"LET {let.Name} names its parameter {let.Parameters[i]} twice."
                    );
                }
            }
            if (!Names.Contains(free, let.Parameters[i]))
            {
                throw new RefusedTextException(
                    let.At,
                    $"Parameter {let.Parameters[i]} of LET {let.Name} is not free in its definition {FormulaText.Brief(let.Definition)}. Remove it, or use it."
                );
            }
        }
        foreach (var name in free)
        {
            if (!Names.Contains(let.Parameters, name))
            {
                throw new RefusedTextException(
                    let.At,
                    $"Variable {name} is free in the definition of LET {let.Name} and no parameter. Add it, or bind it with EXISTS."
                );
            }
        }
    }

    private static void CheckAggregate(Formula.Aggregate aggregate)
    {
        var free = aggregate.Operand.FreeVariables;
        if (Names.Contains(aggregate.Groups, aggregate.Result))
        {
            throw new RefusedTextException(
                aggregate.At,
                $"Variable {aggregate.Result} is both the result and a group of the aggregation. Rename one."
            );
        }
        if (!Names.Contains(free, aggregate.Argument))
        {
            throw new RefusedTextException(
                aggregate.At,
                $"Variable {aggregate.Argument} is aggregated but not free in {FormulaText.Brief(aggregate.Operand)}."
            );
        }
        foreach (var group in aggregate.Groups)
        {
            if (!Names.Contains(free, group))
            {
                throw new RefusedTextException(
                    aggregate.At,
                    $"Variable {group} groups the aggregation but is not free in {FormulaText.Brief(aggregate.Operand)}."
                );
            }
        }
    }
}
