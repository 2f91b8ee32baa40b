using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>An agreement as somebody reads it who holds an open standard to be met, or not.</summary>
internal static class OpenConditions
{
    /// <summary>Open standards that stand as conditions: what a run takes as met, or in an excuse as not met.</summary>
    public static ImmutableArray<int> Of(Agreement agreement) =>
        [
            .. agreement
                .Clauses.Where(clause => clause.Agreement == 0)
                .SelectMany(clause =>
                    (Condition?[])[clause.If, clause.While, clause.Unless, (clause.Trigger as OnCondition)?.Condition]
                )
                .Concat(agreement.Decisions.Select(decision => decision.If))
                .SelectMany(ConditionLeaves.Of)
                .OfType<OpenCondition>()
                .Select(open => open.Standard)
                .Distinct()
                .Order(),
        ];

    public static Agreement Held(Agreement agreement, int standard, bool isMet) =>
        agreement with
        {
            Clauses =
            [
                .. agreement.Clauses.Select(clause =>
                    clause with
                    {
                        If = Turned(clause.If, standard, isMet),
                        While = Turned(clause.While, standard, isMet),
                        Unless = Turned(clause.Unless, standard, isMet),
                        Trigger =
                            clause.Trigger is OnCondition { Condition: var condition }
                            && Turned(condition, standard, isMet) is { } turned
                                ? new OnCondition(turned)
                                : clause.Trigger,
                    }
                ),
            ],
            Decisions =
            [
                .. agreement.Decisions.Select(decision => decision with { If = Turned(decision.If, standard, isMet) }),
            ],
            Readings = [],
        };

    private static Condition? Turned(Condition? condition, int standard, bool isMet) =>
        condition switch
        {
            OpenCondition open when open.Standard == standard => open with { Assumed = isMet },
            Not not => new Not(Of(not.Of, standard, isMet)),
            And and => new And([.. and.Of.Select(part => Of(part, standard, isMet))]),
            Or or => new Or([.. or.Of.Select(part => Of(part, standard, isMet))]),
            HeldFor held => held with { Of = Of(held.Of, standard, isMet) },
            HeldSince held => held with { Left = Of(held.Left, standard, isMet) },
            _ => condition,
        };

    private static Condition Of(Condition condition, int standard, bool isMet) =>
        Turned(condition, standard, isMet) ?? condition;
}
