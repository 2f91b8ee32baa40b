using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>The same formula with each direct subformula replaced by its image.</summary>
internal static class Rebuild
{
    public static Formula With(Formula formula, Func<Formula, Formula> image) =>
        formula switch
        {
            Formula.Let let => new Formula.Let(
                let.Name,
                let.Parameters,
                image(let.Definition),
                image(let.Body),
                let.At
            ),
            Formula.Not not => new Formula.Not(image(not.Operand), not.At),
            Formula.Binary binary => new Formula.Binary(
                binary.Connective,
                image(binary.Left),
                image(binary.Right),
                binary.At
            ),
            Formula.Quantify quantify => new Formula.Quantify(
                quantify.Universal,
                quantify.Variables,
                image(quantify.Operand),
                quantify.At
            ),
            Formula.Aggregate aggregate => new Formula.Aggregate(
                aggregate.Result,
                aggregate.Function,
                aggregate.Argument,
                aggregate.Groups,
                image(aggregate.Operand),
                aggregate.At
            ),
            Formula.Temporal temporal => new Formula.Temporal(
                temporal.When,
                temporal.Interval,
                image(temporal.Operand),
                temporal.At
            ),
            Formula.Bounded bounded => new Formula.Bounded(
                bounded.Future,
                bounded.Interval,
                image(bounded.Left),
                image(bounded.Right),
                bounded.At
            ),
            _ => formula,
        };
}
