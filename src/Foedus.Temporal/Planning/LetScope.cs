using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Planning;

/// <summary>The predicates that LET has bound around a formula, innermost first.</summary>
internal sealed class LetScope(Formula.Let let, LetScope? outer)
{
    public Formula.Let Let => let;

    /// <summary>What the definition itself sees.</summary>
    public LetScope? Outer => outer;

    public static LetScope? Find(LetScope? scope, string name, int arity)
    {
        while (scope is not null && (scope.Let.Name != name || scope.Let.Parameters.Count != arity))
        {
            scope = scope.Outer;
        }
        return scope;
    }
}
