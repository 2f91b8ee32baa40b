using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>
/// Brings a formula into the reference's normal form: ground terms computed; IMPLIES, EQUIV, FORALL, ALWAYS and
/// PAST_ALWAYS gone; negation pushed inwards; no double negation. Each step keeps the meaning.
/// </summary>
internal static class Normalization
{
    public static Formula WithoutSugar(Formula formula) =>
        formula switch
        {
            Formula.Predicate predicate => new Formula.Predicate(
                predicate.Name,
                Simplified(predicate.Arguments),
                predicate.At
            ),
            Formula.Compare compare => new Formula.Compare(
                compare.Relation,
                Simplified(compare.Left),
                Simplified(compare.Right),
                compare.At
            ),
            Formula.Quantify { Universal: true } all => new Formula.Not(
                Exists(all.Variables, new Formula.Not(WithoutSugar(all.Operand), all.At), all.At),
                all.At
            ),
            Formula.Quantify some => Exists(some.Variables, WithoutSugar(some.Operand), some.At),
            Formula.Binary { Connective: Connective.Implies } implies => Or(
                new Formula.Not(WithoutSugar(implies.Left), implies.At),
                WithoutSugar(implies.Right),
                implies.At
            ),
            Formula.Binary { Connective: Connective.Equivalent } both => WithoutEquivalence(both),
            Formula.Temporal { When: TemporalOperator.Always } always => new Formula.Not(
                new Formula.Temporal(
                    TemporalOperator.Eventually,
                    always.Interval,
                    new Formula.Not(WithoutSugar(always.Operand), always.At),
                    always.At
                ),
                always.At
            ),
            Formula.Temporal { When: TemporalOperator.Historically } always => new Formula.Not(
                new Formula.Temporal(
                    TemporalOperator.Once,
                    always.Interval,
                    new Formula.Not(WithoutSugar(always.Operand), always.At),
                    always.At
                ),
                always.At
            ),
            _ => Rebuild.With(formula, WithoutSugar),
        };

    public static Formula WithNegationInside(Formula formula) => WithoutDoubleNegation(Push(formula));

    private static Formula Or(Formula left, Formula right, TextPosition at) =>
        new Formula.Binary(Connective.Or, left, right, at);

    private static Formula.Binary WithoutEquivalence(Formula.Binary both)
    {
        var left = WithoutSugar(both.Left);
        var right = WithoutSugar(both.Right);
        return new Formula.Binary(
            Connective.And,
            Or(new Formula.Not(left, both.At), right, both.At),
            Or(left, new Formula.Not(right, both.At), both.At),
            both.At
        );
    }

    private static Formula Exists(IReadOnlyList<string> variables, Formula operand, TextPosition at)
    {
        var used = new List<string>();
        foreach (var variable in variables)
        {
            if (Names.Contains(operand.FreeVariables, variable) && !Names.Contains(used, variable))
            {
                used.Add(variable);
            }
        }
        return used.Count == 0 ? operand : new Formula.Quantify(false, used, operand, at);
    }

    private static Formula Push(Formula formula)
    {
        if (formula is not Formula.Not not)
        {
            return formula is Formula.Let let
                ? new Formula.Let(let.Name, let.Parameters, let.Definition, Push(let.Body), let.At)
                : Rebuild.With(formula, Push);
        }
        return not.Operand switch
        {
            Formula.Binary { Connective: Connective.And } and => Or(
                Push(new Formula.Not(and.Left, not.At)),
                Push(new Formula.Not(and.Right, not.At)),
                and.At
            ),
            Formula.Binary { Connective: Connective.Or } or => new Formula.Binary(
                Connective.And,
                Push(new Formula.Not(or.Left, not.At)),
                Push(new Formula.Not(or.Right, not.At)),
                or.At
            ),
            Formula.Let let => new Formula.Let(
                let.Name,
                let.Parameters,
                let.Definition,
                Push(new Formula.Not(let.Body, not.At)),
                let.At
            ),
            _ => new Formula.Not(Push(not.Operand), not.At),
        };
    }

    private static Formula WithoutDoubleNegation(Formula formula) =>
        formula is Formula.Not { Operand: Formula.Not inner }
            ? WithoutDoubleNegation(inner.Operand)
            : Rebuild.With(formula, WithoutDoubleNegation);

    private static List<Term> Simplified(IReadOnlyList<Term> terms)
    {
        var simplified = new List<Term>(terms.Count);
        foreach (var term in terms)
        {
            simplified.Add(Simplified(term));
        }
        return simplified;
    }

    private static Term Simplified(Term term) =>
        term is Term.Apply && term.Variables.Count == 0 ? new Term.Constant(TermValue.OfGround(term), term.At) : term;
}
