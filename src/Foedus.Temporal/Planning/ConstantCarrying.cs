using Foedus.Temporal.Checking;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>
/// Where a conjunction fixes a variable, the other conjuncts get its value: <c>p(x,y) AND x = 3 AND NOT ONCE q(x,y)</c>
/// is read as <c>p(3,y) AND x = 3 AND NOT ONCE q(3,y)</c>, so that only events with a 3 are looked at and kept.
/// </summary>
internal static class ConstantCarrying
{
    /// <summary>The conjuncts, in their order, with what is fixed put in.</summary>
    public static IReadOnlyList<Formula> Conjuncts(Formula formula, LetScope? scope)
    {
        var conjuncts = new List<Formula>();
        Gather(formula, conjuncts);
        Dictionary<string, Term>? constants = null;
        foreach (var conjunct in conjuncts)
        {
            if (Fixed(conjunct) is { Name: var name, Value: var value })
            {
                constants ??= new Dictionary<string, Term>(StringComparer.Ordinal);
                constants.TryAdd(name, value);
            }
        }
        if (constants is null)
        {
            return conjuncts;
        }
        for (var i = 0; i < conjuncts.Count; i++)
        {
            if (Fixed(conjuncts[i]) is null && TakesConstants(conjuncts[i], scope))
            {
                conjuncts[i] = Substitution.Apply(conjuncts[i], constants);
            }
        }
        return conjuncts;
    }

    private static void Gather(Formula formula, List<Formula> conjuncts)
    {
        if (formula is Formula.Binary { Connective: Connective.And } and)
        {
            Gather(and.Left, conjuncts);
            Gather(and.Right, conjuncts);
            return;
        }
        conjuncts.Add(formula);
    }

    private static (string Name, Term.Constant Value)? Fixed(Formula conjunct) =>
        conjunct is Formula.Compare { Relation: RelationOperator.Equal } compare
            ? (compare.Left, compare.Right) switch
            {
                (Term.Variable variable, Term.Constant constant) => (variable.Name, constant),
                (Term.Constant constant, Term.Variable variable) => (variable.Name, constant),
                _ => null,
            }
            : null;

    // Events and temporal operators over events do; what computes with the variable is left as it is.
    private static bool TakesConstants(Formula formula, LetScope? scope)
    {
        switch (formula)
        {
            case Formula.Predicate predicate:
                return !Planner.IsClock(predicate, scope)
                    && LetScope.Find(scope, predicate.Name, predicate.Arguments.Count) is null;
            case Formula.Not or Formula.Temporal or Formula.Bounded or Formula.Quantify:
                foreach (var child in Children.Of(formula))
                {
                    if (!TakesConstants(child, scope))
                    {
                        return false;
                    }
                }
                return true;
            default:
                return false;
        }
    }
}
