using Foedus.Temporal.Formulas;
using Foedus.Temporal.Planning;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// Where a free variable of a formula stands among the arguments of each predicate. With the variable fixed, an atom
/// that has it at a position is about the events with that value there and about no others, whatever operators stand
/// around it; an atom without it is about all events of its predicate.
/// </summary>
internal sealed class KeyPositions
{
    // Definitions are looked through for each call; a formula that grows larger is not planned either.
    private const int MostVisits = 20_000;

    private readonly Signature _signature;
    private readonly ulong[] _positions;
    private readonly bool[] _isUsed;
    private int _visits;

    private KeyPositions(Signature signature, string variable)
    {
        Variable = variable;
        _signature = signature;
        _positions = new ulong[signature.Predicates.Count];
        Array.Fill(_positions, ulong.MaxValue);
        _isUsed = new bool[_positions.Length];
    }

    public string Variable { get; }

    /// <summary>The positions of a free variable in a normalized formula; null if the formula is too large to tell.</summary>
    public static KeyPositions? Of(Formula formula, string variable, Signature signature)
    {
        var found = new KeyPositions(signature, variable);
        return found.Visit(formula, [variable], null) ? found : null;
    }

    /// <summary>Whether the formula looks at a predicate of the log.</summary>
    public bool Uses(int predicate) => _isUsed[predicate];

    /// <summary>The arguments at which every atom of a predicate has the variable, as bits; all of them for one that is not used.</summary>
    public ulong At(int predicate) => _positions[predicate];

    // The names under which the variable is known here. False after too many visits.
    private bool Visit(Formula formula, IReadOnlyList<string> names, LetScope? scope)
    {
        if (++_visits > MostVisits)
        {
            return false;
        }
        switch (formula)
        {
            case Formula.Predicate predicate:
                return VisitPredicate(predicate, names, scope);
            case Formula.Let let:
                return Visit(let.Body, names, new LetScope(let, scope));
            case Formula.Quantify quantify:
                return Visit(quantify.Operand, Names.Without(names, quantify.Variables), scope);
            case Formula.Aggregate aggregate:
                // Whatever is no group is bound inside.
                var bound = Names.Without(names, aggregate.Groups);
                return Visit(aggregate.Operand, Names.Without(names, bound), scope);
            default:
                foreach (var child in Children.Of(formula))
                {
                    if (!Visit(child, names, scope))
                    {
                        return false;
                    }
                }
                return true;
        }
    }

    private bool VisitPredicate(Formula.Predicate predicate, IReadOnlyList<string> names, LetScope? scope)
    {
        var arguments = predicate.Arguments;
        if (LetScope.Find(scope, predicate.Name, arguments.Count) is { } bound)
        {
            var parameters = new List<string>();
            for (var i = 0; i < arguments.Count; i++)
            {
                if (IsNamed(arguments[i], names))
                {
                    parameters.Add(bound.Let.Parameters[i]);
                }
            }
            return Visit(bound.Let.Definition, parameters, bound.Outer);
        }
        if (Planner.IsClock(predicate, scope))
        {
            // The same in every slice.
            return true;
        }
        var positions = 0UL;
        for (var i = 0; i < Math.Min(arguments.Count, 64); i++)
        {
            positions |= IsNamed(arguments[i], names) ? 1UL << i : 0;
        }
        var index = _signature.IndexOf(predicate.Name);
        _positions[index] &= positions;
        _isUsed[index] = true;
        return true;
    }

    private static bool IsNamed(Term term, IReadOnlyList<string> names) =>
        term is Term.Variable variable && Names.Contains(names, variable.Name);
}
