namespace Foedus.Language.Core;

/// <summary>The simple conditions of which others are made, wherever they stand.</summary>
public static class ConditionLeaves
{
    public static IEnumerable<Condition> Of(Condition? condition) =>
        condition switch
        {
            null => [],
            Not not => Of(not.Of),
            And and => and.Of.SelectMany(Of),
            Or or => or.Of.SelectMany(Of),
            OccasionCount count => Of(count.Of).Concat(Of(count.Since)).Append(count),
            HeldSince held => Of(held.Left).Concat(Of(held.Since)),
            HeldFor held => Of(held.Of),
            _ => [condition],
        };

    public static IEnumerable<Condition> Of(Trigger? trigger) =>
        trigger switch
        {
            OnCondition on => Of(on.Condition),
            After after => Of(after.Of),
            Nth nth => Of(nth.Of),
            AnyOfTriggers any => any.Triggers.SelectMany(Of),
            OnSelfJudgment judged => Of(judged.Upon),
            _ => [],
        };
}
