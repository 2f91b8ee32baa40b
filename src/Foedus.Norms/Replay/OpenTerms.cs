using Foedus.Language.Core;

namespace Foedus.Norms.Replay;

/// <summary>Which open standards a verdict about a clause takes as met or not met, nobody deciding them.</summary>
public static class OpenTerms
{
    /// <summary><c>“it is unprovoked” as met</c>; null where the clause has no condition that is open.</summary>
    public static string? TakenBy(Agreement agreement, Clause clause)
    {
        var open = new List<OpenCondition>();
        foreach (
            var condition in (Condition?[])
                [
                    clause.If,
                    clause.While,
                    clause.Unless,
                    (clause.Trigger as OnCondition)?.Condition,
                    (clause.Content as Keep)?.Condition,
                ]
        )
        {
            Collect(condition, open);
        }
        return open.Count == 0
            ? null
            : string.Join(
                ", ",
                open.Select(term =>
                        $"“{agreement.Standards[term.Standard].Words}” as {(term.Assumed ? "" : "not ")}met"
                    )
                    .Distinct(StringComparer.Ordinal)
            );
    }

    private static void Collect(Condition? condition, List<OpenCondition> into)
    {
        switch (condition)
        {
            case OpenCondition open:
                into.Add(open);
                break;
            case Not not:
                Collect(not.Of, into);
                break;
            case And and:
                foreach (var part in and.Of)
                {
                    Collect(part, into);
                }
                break;
            case Or or:
                foreach (var part in or.Of)
                {
                    Collect(part, into);
                }
                break;
            case HeldFor held:
                Collect(held.Of, into);
                break;
            case HeldSince since:
                Collect(since.Left, into);
                break;
        }
    }
}
