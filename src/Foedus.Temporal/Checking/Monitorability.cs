using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>
/// Whether every subformula has finitely many satisfying tuples that can be computed bottom-up: the syntactic fragment
/// that MonPoly monitors (Basin, Klaedtke, Müller and Zălinescu, JACM 2015, section 5).
/// </summary>
internal static class Monitorability
{
    /// <summary>Null for a normalized formula that can be monitored; else the subformula in the way, and why.</summary>
    public static TemporalProblem? Obstacle(Formula formula)
    {
        switch (formula)
        {
            case Formula.Compare { Relation: RelationOperator.Equal } equal:
                return IsAssignableConstant(equal)
                    ? null
                    : Refuse(
                        equal,
                        $"{Listed(equal.FreeVariables)} can have infinitely many values here. Join the comparison with AND to a formula that binds its variables."
                    );
            case Formula.Compare compare:
                return Refuse(
                    compare,
                    compare.FreeVariables.Count == 0
                        ? "A comparison must stand behind AND. Put TRUE AND before it."
                        : $"{Listed(compare.FreeVariables)} can have infinitely many values here. Join the comparison with AND to a formula that binds its variables."
                );
            case Formula.Predicate predicate:
                return ObstacleIn(predicate);
            case Formula.Not { Operand: Formula.Compare { Relation: RelationOperator.Equal } equal }:
                return IsDecidedInequality(equal) ? null : RefuseNot(formula, equal);
            case Formula.Not not:
                return not.FreeVariables.Count == 0 ? Obstacle(not.Operand) : RefuseNot(formula, not.Operand);
            case Formula.Binary { Connective: Connective.And } and:
                return ObstacleIn(and);
            case Formula.Binary or:
                if (Missing(or.Left, or.Right) is { } missing)
                {
                    return Refuse(
                        or,
                        $"Variable {missing} is free on one side of OR only, so it can have infinitely many values. Use the same variables on both sides."
                    );
                }
                return Obstacle(or.Left) ?? Obstacle(or.Right);
            case Formula.Bounded bounded:
                return ObstacleIn(bounded);
            default:
                foreach (var child in Children.Of(formula))
                {
                    if (Obstacle(child) is { } obstacle)
                    {
                        return obstacle;
                    }
                }
                return null;
        }
    }

    /// <summary>A comparison, or a negated one: evaluated on the tuples of the formula before it.</summary>
    public static bool IsComparison(Formula formula) =>
        formula is Formula.Compare or Formula.Not { Operand: Formula.Compare };

    private static bool IsAssignableConstant(Formula.Compare equal) =>
        equal.Left is Term.Constant && equal.Right is Term.Constant or Term.Variable
        || equal.Left is Term.Variable && equal.Right is Term.Constant;

    private static bool IsDecidedInequality(Formula.Compare equal) =>
        equal.Left is Term.Constant && equal.Right is Term.Constant
        || equal.Left is Term.Variable left && equal.Right is Term.Variable right && left.Name == right.Name;

    private static TemporalProblem? ObstacleIn(Formula.Predicate predicate)
    {
        foreach (var argument in predicate.Arguments)
        {
            if (argument is Term.Apply)
            {
                return Refuse(
                    predicate,
                    $"The argument {argument} is neither a variable nor a constant. Use a new variable there and join it with AND x = {argument}."
                );
            }
        }
        return null;
    }

    private static TemporalProblem? ObstacleIn(Formula.Binary and)
    {
        if (Obstacle(and.Left) is { } obstacle)
        {
            return obstacle;
        }
        var bound = and.Left.FreeVariables;
        if (IsComparison(and.Right))
        {
            return IsEvaluable(and.Right, bound)
                ? null
                : Refuse(
                    and,
                    $"The comparison {FormulaText.Brief(and.Right)} needs {Listed(Names.Without(and.Right.FreeVariables, bound))}, which nothing before it binds. Put the formula that binds it first."
                );
        }
        if (and.Right is Formula.Not not)
        {
            if (!Names.IsSubset(not.FreeVariables, bound))
            {
                return Refuse(
                    and,
                    $"{Listed(Names.Without(not.FreeVariables, bound))} is free in the negated part only, so it can have infinitely many values. Bind it before AND NOT."
                );
            }
            return Obstacle(not.Operand);
        }
        return Obstacle(and.Right);
    }

    private static TemporalProblem? ObstacleIn(Formula.Bounded bounded)
    {
        if (Obstacle(bounded.Right) is { } obstacle)
        {
            return obstacle;
        }
        var missing = Names.Without(bounded.Left.FreeVariables, bounded.Right.FreeVariables);
        if (missing.Count > 0)
        {
            var name = bounded.Future ? "UNTIL" : "SINCE";
            return Refuse(
                bounded,
                $"{Listed(missing)} is free on the left of {name} and not on the right, so it can have infinitely many values. Bind it on the right."
            );
        }
        return Obstacle(bounded.Left is Formula.Not not ? not.Operand : bounded.Left);
    }

    /// <summary>Whether a comparison can be decided, or give its one new variable a value, when these variables have one.</summary>
    public static bool IsEvaluable(Formula comparison, IReadOnlyList<string> bound)
    {
        if (comparison is Formula.Compare { Relation: RelationOperator.Equal } equal)
        {
            if (
                equal.Left is Term.Variable && Names.IsSubset(equal.Right.Variables, bound)
                || equal.Right is Term.Variable && Names.IsSubset(equal.Left.Variables, bound)
            )
            {
                return true;
            }
        }
        return Names.IsSubset(comparison.FreeVariables, bound);
    }

    private static string? Missing(Formula left, Formula right)
    {
        var onlyLeft = Names.Without(left.FreeVariables, right.FreeVariables);
        var onlyRight = Names.Without(right.FreeVariables, left.FreeVariables);
        return onlyLeft.Count > 0 ? onlyLeft[0]
            : onlyRight.Count > 0 ? onlyRight[0]
            : null;
    }

    private static TemporalProblem RefuseNot(Formula formula, Formula operand) =>
        Refuse(
            formula,
            $"{Listed(operand.FreeVariables)} can have infinitely many values under NOT. Write it behind a formula that binds them: phi AND NOT psi."
        );

    private static TemporalProblem Refuse(Formula formula, string why) =>
        new(formula.At, $"The formula cannot be monitored because of {FormulaText.Brief(formula)}: {why}");

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count switch
        {
            0 => "It",
            1 => $"Variable {names[0]}",
            _ => $"One of the variables {string.Join(", ", names)}",
        };
}
