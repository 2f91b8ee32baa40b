using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>An agreement as somebody reads it who holds an open standard not to be met.</summary>
internal static class OpenConditions
{
    /// <summary>Open standards that stand as conditions: what a run takes as met.</summary>
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

    public static Agreement NotMet(Agreement agreement, int standard) =>
        agreement with
        {
            Clauses =
            [
                .. agreement.Clauses.Select(clause =>
                    clause with
                    {
                        If = Turned(clause.If, standard),
                        While = Turned(clause.While, standard),
                        Unless = Turned(clause.Unless, standard),
                        Trigger =
                            clause.Trigger is OnCondition { Condition: var condition }
                            && Turned(condition, standard) is { } turned
                                ? new OnCondition(turned)
                                : clause.Trigger,
                    }
                ),
            ],
            Decisions =
            [
                .. agreement.Decisions.Select(decision => decision with { If = Turned(decision.If, standard) }),
            ],
            Readings = [],
        };

    private static Condition? Turned(Condition? condition, int standard) =>
        condition switch
        {
            OpenCondition open when open.Standard == standard => open with { Assumed = false },
            Not not => new Not(Of(not.Of, standard)),
            And and => new And([.. and.Of.Select(part => Of(part, standard))]),
            Or or => new Or([.. or.Of.Select(part => Of(part, standard))]),
            HeldFor held => held with { Of = Of(held.Of, standard) },
            HeldSince held => held with { Left = Of(held.Left, standard) },
            _ => condition,
        };

    private static Condition Of(Condition condition, int standard) => Turned(condition, standard) ?? condition;
}
