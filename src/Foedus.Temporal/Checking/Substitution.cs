using System.Globalization;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>Replaces free variables by terms without capturing any.</summary>
internal static class Substitution
{
    public static string FreshName(List<string> taken)
    {
        for (var i = 1; ; i++)
        {
            var name = "_x" + i.ToString(CultureInfo.InvariantCulture);
            if (!Names.Contains(taken, name))
            {
                return name;
            }
        }
    }

    public static Formula Apply(Formula formula, Dictionary<string, Term> terms)
    {
        if (terms.Count == 0)
        {
            return formula;
        }
        switch (formula)
        {
            case Formula.Predicate predicate:
                var arguments = new List<Term>(predicate.Arguments.Count);
                foreach (var argument in predicate.Arguments)
                {
                    arguments.Add(Apply(argument, terms));
                }
                return new Formula.Predicate(predicate.Name, arguments, predicate.At);
            case Formula.Compare compare:
                return new Formula.Compare(
                    compare.Relation,
                    Apply(compare.Left, terms),
                    Apply(compare.Right, terms),
                    compare.At
                );
            case Formula.Let let:
                return new Formula.Let(let.Name, let.Parameters, let.Definition, Apply(let.Body, terms), let.At);
            case Formula.Quantify quantify:
                var (names, inner) = Entering(quantify.Variables, quantify.Operand.FreeVariables, terms);
                return new Formula.Quantify(quantify.Universal, names, Apply(quantify.Operand, inner), quantify.At);
            case Formula.Aggregate aggregate:
                return Apply(aggregate, terms);
            default:
                return Rebuild.With(formula, child => Apply(child, terms));
        }
    }

    // Only variables replace an aggregation's result and groups: predicates are the only place for constants.
    private static Formula.Aggregate Apply(Formula.Aggregate aggregate, Dictionary<string, Term> terms)
    {
        var bound = Names.Without(aggregate.Operand.FreeVariables, aggregate.Groups);
        var (names, inner) = Entering(bound, aggregate.Operand.FreeVariables, terms);
        var groups = new List<string>(aggregate.Groups.Count);
        foreach (var group in aggregate.Groups)
        {
            groups.Add(NameAfter(group, terms));
        }
        var position = Names.IndexOf(bound, aggregate.Argument);
        var argument = position >= 0 ? names[position] : NameAfter(aggregate.Argument, terms);
        return new Formula.Aggregate(
            NameAfter(aggregate.Result, terms),
            aggregate.Function,
            argument,
            groups,
            Apply(aggregate.Operand, inner),
            aggregate.At
        );
    }

    private static string NameAfter(string name, Dictionary<string, Term> terms) =>
        terms.TryGetValue(name, out var term) && term is Term.Variable variable ? variable.Name : name;

    private static (List<string> Names, Dictionary<string, Term> Terms) Entering(
        IReadOnlyList<string> bound,
        IReadOnlyList<string> free,
        Dictionary<string, Term> terms
    )
    {
        var inner = new Dictionary<string, Term>(StringComparer.Ordinal);
        var taken = new List<string>(free);
        foreach (var (name, term) in terms)
        {
            if (!Names.Contains(bound, name))
            {
                inner[name] = term;
                taken.AddRange(term.Variables);
            }
        }
        var names = new List<string>(bound.Count);
        foreach (var name in bound)
        {
            var captures = false;
            foreach (var term in inner.Values)
            {
                captures |= Names.Contains(term.Variables, name);
            }
            if (!captures)
            {
                names.Add(name);
                continue;
            }
            var fresh = FreshName(taken);
            taken.Add(fresh);
            names.Add(fresh);
            inner[name] = Term.Of(fresh);
        }
        return (names, inner);
    }

    private static Term Apply(Term term, Dictionary<string, Term> terms) =>
        term switch
        {
            Term.Variable variable => terms.TryGetValue(variable.Name, out var replacement) ? replacement : variable,
            Term.Apply apply => new Term.Apply(
                apply.Function,
                Apply(apply.Left, terms),
                apply.Right is null ? null : Apply(apply.Right, terms),
                apply.At
            ),
            _ => term,
        };
}
