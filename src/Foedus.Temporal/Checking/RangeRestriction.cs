using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>
/// Which variables a formula restricts to finitely many values, as the rewriting rules need to know it
/// (S. Müller, "Theory and Applications of Runtime Monitoring Metric First-order Temporal Logic", ETH 2009, section 5.3).
/// </summary>
internal static class RangeRestriction
{
    /// <summary>Whether joining the first formula into the second would restrict a variable that the second leaves open.</summary>
    public static bool Helps(Formula outer, Formula inner)
    {
        var restricted = Of(outer);
        var open = Names.Without(inner.FreeVariables, Of(inner));
        foreach (var name in open)
        {
            if (Names.Contains(restricted, name))
            {
                return true;
            }
        }
        return false;
    }

    private static IReadOnlyList<string> Of(Formula formula) =>
        formula switch
        {
            Formula.Predicate predicate => OfArguments(predicate),
            Formula.Compare compare => Of(compare),
            Formula.Not { Operand: Formula.Compare compare } => OfNegated(compare),
            Formula.Not => [],
            Formula.Binary { Connective: Connective.And } and => Of(and),
            Formula.Binary or => Intersection(Of(or.Left), Of(or.Right)),
            Formula.Quantify quantify => Names.Without(Of(quantify.Operand), quantify.Variables),
            Formula.Aggregate aggregate => Names.Union(
                [aggregate.Result],
                Intersection(Of(aggregate.Operand), aggregate.Groups)
            ),
            Formula.Temporal temporal => Of(temporal.Operand),
            Formula.Bounded bounded => Of(bounded.Right),
            Formula.Let let => Of(let.Body),
            _ => [],
        };

    private static List<string> OfArguments(Formula.Predicate predicate)
    {
        var names = new List<string>();
        foreach (var argument in predicate.Arguments)
        {
            if (argument is Term.Variable variable && !Names.Contains(names, variable.Name))
            {
                names.Add(variable.Name);
            }
        }
        return names;
    }

    private static IReadOnlyList<string> Of(Formula.Compare compare) =>
        (compare.Relation, compare.Left, compare.Right) switch
        {
            (RelationOperator.Equal, Term.Variable x, Term.Constant) => [x.Name],
            (RelationOperator.Equal, Term.Constant, Term.Variable x) => [x.Name],
            (RelationOperator.Less, Term.Variable x, Term.Variable y) when x.Name == y.Name => [x.Name],
            (RelationOperator.Less or RelationOperator.LessOrEqual, Term.Variable x, Term.Constant) => [x.Name],
            _ => [],
        };

    private static IReadOnlyList<string> OfNegated(Formula.Compare compare) =>
        (compare.Relation, compare.Left, compare.Right) switch
        {
            (RelationOperator.Equal or RelationOperator.LessOrEqual, Term.Variable x, Term.Variable y)
                when x.Name == y.Name => [x.Name],
            (RelationOperator.Less or RelationOperator.LessOrEqual, Term.Constant, Term.Variable x) => [x.Name],
            _ => [],
        };

    private static IReadOnlyList<string> Of(Formula.Binary and)
    {
        var left = Of(and.Left);
        return and.Right switch
        {
            Formula.Compare { Relation: RelationOperator.Equal, Left: Term.Variable x, Right: Term.Variable y } =>
                Names.Contains(left, x.Name) ? Names.Union(left, [y.Name])
                : Names.Contains(left, y.Name) ? Names.Union(left, [x.Name])
                : left,
            Formula.Compare { Relation: RelationOperator.Less, Left: Term.Variable x, Right: Term.Variable y } =>
                Names.Contains(left, y.Name) || x.Name == y.Name ? Names.Union(left, [x.Name]) : left,
            Formula.Not
            {
                Operand: Formula.Compare
                {
                    Relation: RelationOperator.Less,
                    Left: Term.Variable x,
                    Right: Term.Variable y
                }
            } => Names.Contains(left, x.Name) ? Names.Union(left, [y.Name]) : left,
            Formula.Compare { Relation: RelationOperator.LessOrEqual } => left,
            Formula.Not { Operand: Formula.Compare { Relation: RelationOperator.LessOrEqual } } => left,
            _ => Names.Union(left, Of(and.Right)),
        };
    }

    private static List<string> Intersection(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var both = new List<string>();
        foreach (var name in right)
        {
            if (Names.Contains(left, name))
            {
                both.Add(name);
            }
        }
        return both;
    }
}
