namespace Foedus.Language.Core;

/// <summary>The simple occasions of which others are made, those inside conditions too, in the order of the text.</summary>
public static class TriggerLeaves
{
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
