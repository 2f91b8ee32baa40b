using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Binding;

/// <summary>Refuses states whose beginnings and ends set each other off at one instant for ever: a circle that both begins and ends one of them.</summary>
internal static class StateCircles
{
    public static void Find(Draft draft)
    {
        var causes = new Dictionary<(int Term, bool Begins), List<(int Term, bool Begins)>>();
        for (var i = 0; i < draft.Terms.Count; i++)
        {
            if (draft.Terms[i] is StateTerm state)
            {
                causes[(i, true)] = CausesOf(state.Begins);
                causes[(i, false)] = CausesOf(state.Ends);
            }
        }
        foreach (var (term, _) in causes.Keys.Where(edge => edge.Begins))
        {
            if (
                draft.Terms[term] is StateTerm state
                && Path(causes, (term, true), (term, false)) is { } down
                && Path(causes, (term, false), (term, true)) is { } up
            )
            {
                // What was found from effect to cause is told from cause to effect.
                var circle = down.Concat(up.Skip(1))
                    .Reverse()
                    .Select(edge => $"{(edge.Begins ? "beginning" : "end")} of the {draft.Terms[edge.Term]?.Name}");
                draft.Reporter.Report(Rules.StateCircle, state.Span, string.Join(" → ", circle));
                return;
            }
        }
    }

    /// <summary>What sets it off at the very instant; what counts or waits in between breaks the circle.</summary>
    private static List<(int Term, bool Begins)> CausesOf(Trigger? trigger) =>
        trigger switch
        {
            OnState on => [(on.Term, on.Begins)],
            AnyOfTriggers any => [.. any.Triggers.SelectMany(CausesOf)],
            _ => [],
        };

    /// <summary>The shortest way from an effect back to a cause; null if there is none.</summary>
    private static List<(int Term, bool Begins)>? Path(
        Dictionary<(int Term, bool Begins), List<(int Term, bool Begins)>> causes,
        (int Term, bool Begins) from,
        (int Term, bool Begins) to
    )
    {
        var before = new Dictionary<(int Term, bool Begins), (int Term, bool Begins)>();
        var waiting = new Queue<(int Term, bool Begins)>([from]);
        while (waiting.TryDequeue(out var edge))
        {
            foreach (var cause in causes.GetValueOrDefault(edge, []))
            {
                if (!before.TryAdd(cause, edge))
                {
                    continue;
                }
                if (cause == to)
                {
                    var path = new List<(int Term, bool Begins)> { cause };
                    while (path[^1] != from)
                    {
                        path.Add(before[path[^1]]);
                    }
                    path.Reverse();
                    return path;
                }
                waiting.Enqueue(cause);
            }
        }
        return null;
    }
}
