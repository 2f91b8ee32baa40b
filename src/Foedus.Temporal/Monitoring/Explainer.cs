using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Finds, for a tuple of a verdict, events that establish it: a proof is followed through the formula, positively and
/// under negation, and then every event is left out that the proof can do without.
/// </summary>
public sealed class Explainer(MonitoredFormula formula, EventHistory history)
{
    /// <summary>The reason why the formula holds for these values of its columns at a time point of the history.</summary>
    /// <remarks>A verdict that rests on the end of the log, behind which NEXT saw an empty time point, has no events.</remarks>
    public Explanation Explain(int timePoint, IReadOnlyList<Value> values)
    {
        var evaluation = new HistoryEvaluation(formula.Signature, history, null, formula.TypeOfResult);
        var binding = Binding.Of(formula.Columns, values);
        if (!evaluation.Holds(formula.Rewritten, timePoint, binding, null))
        {
            return new Explanation([], ["holds because nothing follows the end of the log"]);
        }
        var proof = new Proof(evaluation, history);
        proof.Follow(formula.Rewritten, timePoint, binding, null, holds: true, 0);
        var events = Minimal(proof.Events, timePoint, binding);
        return new Explanation([.. events.Select(Describe)], proof.Path);
    }

    // Leaves out ever smaller pieces, latest first, as long as the rest still establishes the verdict
    // (A. Zeller and R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002). Where a proof needs
    // that other events are there, as sums do, the search starts from all events.
    private List<(int TimePoint, int Index)> Minimal(
        SortedSet<(int TimePoint, int Index)> found,
        int at,
        Binding binding
    )
    {
        var needed = new List<(int TimePoint, int Index)>(found);
        if (!Suffices(needed, at, binding))
        {
            needed = AllEvents();
        }
        for (var piece = Math.Max(1, needed.Count / 2); ; piece = Math.Max(1, piece / 2))
        {
            var hasShrunk = false;
            for (var end = needed.Count; end > 0; end -= piece)
            {
                var start = Math.Max(0, end - piece);
                var rest = new List<(int TimePoint, int Index)>(needed);
                rest.RemoveRange(start, end - start);
                if (Suffices(rest, at, binding))
                {
                    needed = rest;
                    hasShrunk = true;
                }
            }
            // What is left out may make another event needless, so single events are tried until none can go.
            if (piece == 1 && !hasShrunk)
            {
                return needed;
            }
        }
    }

    private List<(int TimePoint, int Index)> AllEvents()
    {
        var all = new List<(int TimePoint, int Index)>();
        for (var at = 0; at < history.Count; at++)
        {
            for (var i = 0; i < history.EventsAt(at).Count; i++)
            {
                all.Add((at, i));
            }
        }
        return all;
    }

    private bool Suffices(List<(int TimePoint, int Index)> events, int at, Binding binding) =>
        new HistoryEvaluation(formula.Signature, history, [.. events], formula.TypeOfResult).Holds(
            formula.Rewritten,
            at,
            binding,
            null
        );

    private ExplainedEvent Describe((int TimePoint, int Index) item)
    {
        var (predicate, values) = history.EventsAt(item.TimePoint)[item.Index];
        return new ExplainedEvent(
            item.TimePoint,
            history.StampAt(item.TimePoint),
            formula.Signature.Predicates[predicate].Name,
            values
        );
    }
}
