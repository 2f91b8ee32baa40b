using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>All that an agreement listens to, in the order of the text: its triggers, and each condition as the occasion on which it comes true.</summary>
internal static class Listening
{
    public static IEnumerable<Trigger> Of(Agreement agreement) =>
        agreement
            .Terms.SelectMany(Of)
            .Concat(agreement.Decisions.SelectMany(decision => (Trigger?[])[decision.Upon, When(decision.If)]))
            .Concat(agreement.Clauses.SelectMany(Of))
            .Concat(agreement.Participation.Select(Of))
            .OfType<Trigger>();

    /// <summary>The simple occasions among them.</summary>
    public static IEnumerable<Trigger> Occasions(Agreement agreement) => Of(agreement).SelectMany(TriggerLeaves.Of);

    /// <summary>The simple conditions among them.</summary>
    public static IEnumerable<Condition> Conditions(Agreement agreement) =>
        Of(agreement).SelectMany(ConditionLeaves.Of);

    private static Trigger?[] Of(Term term) =>
        term switch
        {
            StateTerm state => [state.Begins, state.Ends],
            ClockTerm clock => [clock.Moment],
            _ => [],
        };

    private static Trigger?[] Of(Clause clause) =>
        [
            clause.Trigger,
            clause.Until,
            When(clause.If),
            When(clause.While),
            When(clause.Unless),
            When((clause.Content as Keep)?.Condition),
            (clause.Content as ExercisePower)?.Until,
        ];

    private static Trigger? Of(ParticipationRule rule) =>
        rule switch
        {
            EntryIntoForceRule force => When(force.Condition),
            ProvisionalRule provisional => provisional.From,
            DurationRule duration => duration.UntilOccasion,
            SurvivalRule survival => survival.Occasion,
            SuspensionRule suspension => When(suspension.Condition),
            _ => null,
        };

    private static OnCondition? When(Condition? condition) => condition is null ? null : new OnCondition(condition);
}
