using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Language.Binding;

/// <summary>Resolves "notwithstanding" and "subject to" into prevailing clauses, and refuses circles (design rule 7).</summary>
internal static class Precedence
{
    public static void Resolve(Draft draft)
    {
        var above = new Dictionary<int, SortedSet<int>>();
        var spans = new Dictionary<(int, int), PrecedenceSpan>();
        foreach (var (clause, over, span) in draft.Prevails)
        {
            Add(above, spans, over, clause, span);
        }
        foreach (var (clause, below, span) in draft.Yields)
        {
            Add(above, spans, clause, below, span);
        }
        if (FindCircle(above) is { } circle)
        {
            var labels = string.Join(" → ", circle.Select(clause => draft.Clauses[clause]?.Id ?? "?"));
            var span = spans[(circle[0], circle[1])];
            draft.Reporter.Report(
                Rules.CircularPrecedence,
                span.Reference,
                new Fix("Take this precedence out.", span.Opening, ""),
                labels
            );
            return;
        }
        foreach (var (clause, prevailing) in above)
        {
            if (draft.Clauses[clause] is { } found)
            {
                draft.Clauses[clause] = found with { SubjectTo = [.. prevailing] };
            }
        }
    }

    private static void Add(
        Dictionary<int, SortedSet<int>> above,
        Dictionary<(int, int), PrecedenceSpan> spans,
        int clause,
        int prevailing,
        PrecedenceSpan span
    )
    {
        if (!above.TryGetValue(clause, out var set))
        {
            above.Add(clause, set = []);
        }
        if (clause != prevailing)
        {
            set.Add(prevailing);
            spans.TryAdd((clause, prevailing), span);
        }
    }

    /// <summary>A circle of clauses, each below the next, the first repeated at the end; null if there is none. Without recursion, so that a long chain costs no stack.</summary>
    private static List<int>? FindCircle(Dictionary<int, SortedSet<int>> above)
    {
        var done = new HashSet<int>();
        foreach (var start in above.Keys.Order())
        {
            if (done.Contains(start))
            {
                continue;
            }
            var path = new List<int> { start };
            var walks = new Stack<IEnumerator<int>>();
            walks.Push(above[start].GetEnumerator());
            while (walks.Count > 0)
            {
                if (!walks.Peek().MoveNext())
                {
                    walks.Pop();
                    done.Add(path[^1]);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                var next = walks.Peek().Current;
                var there = path.IndexOf(next);
                if (there >= 0)
                {
                    return [.. path.Skip(there), next];
                }
                if (!done.Contains(next) && above.TryGetValue(next, out var further))
                {
                    path.Add(next);
                    walks.Push(further.GetEnumerator());
                }
            }
        }
        return null;
    }
}
