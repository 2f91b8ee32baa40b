namespace Foedus.Temporal.Formulas;

/// <summary>The direct subformulas of a formula, left to right; a LET's definition before its body.</summary>
internal static class Children
{
    public static IReadOnlyList<Formula> Of(Formula formula) =>
        formula switch
        {
            Formula.Let let => [let.Definition, let.Body],
            Formula.Not not => [not.Operand],
            Formula.Binary binary => [binary.Left, binary.Right],
            Formula.Quantify quantify => [quantify.Operand],
            Formula.Aggregate aggregate => [aggregate.Operand],
            Formula.Temporal temporal => [temporal.Operand],
            Formula.Bounded bounded => [bounded.Left, bounded.Right],
            _ => [],
        };
}
