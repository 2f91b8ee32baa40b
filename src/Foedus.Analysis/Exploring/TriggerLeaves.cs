using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>The occasions that an agreement listens to, in the order of the text.</summary>
internal static class TriggerLeaves
{
    public static IEnumerable<Trigger> Of(Agreement agreement) => Listening.Of(agreement).SelectMany(Of);

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
