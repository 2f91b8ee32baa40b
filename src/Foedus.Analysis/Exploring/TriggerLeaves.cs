using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>The occasions that an agreement listens to, in the order of the text.</summary>
internal static class TriggerLeaves
{
    public static IEnumerable<Trigger> Of(Agreement agreement)
    {
        foreach (var term in agreement.Terms)
        {
            var triggers = term switch
            {
                StateTerm state => [state.Begins, state.Ends],
                ClockTerm clock => [clock.Moment],
                _ => (Trigger?[])[],
            };
            foreach (var leaf in triggers.SelectMany(Of))
            {
                yield return leaf;
            }
        }
        foreach (var leaf in agreement.Decisions.SelectMany(decision => Of(decision.Upon).Concat(Of(decision.If))))
        {
            yield return leaf;
        }
        foreach (var clause in agreement.Clauses)
        {
            foreach (
                var leaf in Of(clause.Trigger).Concat(Of(clause.Until)).Concat(Of(clause.If)).Concat(Of(clause.While)).Concat(Of(clause.Unless)).Concat(Of((clause.Content as Keep)?.Condition))
            )
            {
                yield return leaf;
            }
        }
        foreach (var leaf in agreement.Participation.SelectMany(Of))
        {
            yield return leaf;
        }
    }

    private static IEnumerable<Trigger> Of(ParticipationRule rule) =>
        rule switch
        {
            EntryIntoForceRule force => Of(force.Condition),
            ProvisionalRule provisional => Of(provisional.From),
            DurationRule duration => Of(duration.UntilOccasion),
            SurvivalRule survival => Of(survival.Occasion),
            SuspensionRule suspension => Of(suspension.Condition),
            _ => [],
        };

    public static IEnumerable<Trigger> Of(Trigger? trigger) =>
        trigger switch
        {
            null => [],
            After after => Of(after.Of),
            Nth nth => Of(nth.Of),
            AnyOfTriggers any => any.Triggers.SelectMany(Of),
            OnCondition on => Of(on.Condition),
            OnSelfJudgment { Upon: { } upon } judged => Of(upon).Append(judged),
            _ => [trigger],
        };

    public static IEnumerable<Trigger> Of(Condition? condition) =>
        condition switch
        {
            Not not => Of(not.Of),
            And and => and.Of.SelectMany(Of),
            Or or => or.Of.SelectMany(Of),
            OccasionCount count => Of(count.Of).Concat(Of(count.Since)),
            HeldSince held => Of(held.Left).Concat(Of(held.Since)),
            HeldFor held => Of(held.Of),
            _ => [],
        };
}
