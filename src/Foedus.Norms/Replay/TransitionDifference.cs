using System.Runtime.InteropServices;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>What recomputing a stretch of history changed.</summary>
internal static class TransitionDifference
{
    /// <summary>Tells the sink what was concluded before and not now, then what is concluded now and was not before, each in the order of effect.</summary>
    /// <param name="isAboutNow">The report is of the very instant the history had reached: what it only adds is no revision, as it belongs to no past.</param>
    public static void Report(
        List<Transition> before,
        List<Transition> after,
        Event because,
        bool isAboutNow,
        IReplaySink sink
    )
    {
        var comparer = TransitionComparer.Instance;
        var old = CollectionsMarshal.AsSpan(before);
        var now = CollectionsMarshal.AsSpan(after);
        while (old.Length > 0 && now.Length > 0 && comparer.Equals(old[0], now[0]))
        {
            old = old[1..];
            now = now[1..];
        }
        while (old.Length > 0 && now.Length > 0 && comparer.Equals(old[^1], now[^1]))
        {
            old = old[..^1];
            now = now[..^1];
        }
        if (old.IsEmpty && now.IsEmpty)
        {
            return;
        }

        var remaining = CountsOf(now, comparer);
        var isRevision = !isAboutNow;
        foreach (ref readonly var transition in old)
        {
            if (!TryTake(remaining, transition))
            {
                isRevision = true;
                sink.Revise(transition, RevisionKind.Withdrawn, because);
            }
        }
        remaining = CountsOf(old, comparer);
        foreach (ref readonly var transition in now)
        {
            if (TryTake(remaining, transition))
            {
                continue;
            }
            if (isRevision)
            {
                sink.Revise(transition, RevisionKind.Added, because);
            }
            else
            {
                sink.Add(transition);
            }
        }
        if (isRevision)
        {
            sink.EndRevision();
        }
    }

    private static Dictionary<Transition, int> CountsOf(
        ReadOnlySpan<Transition> transitions,
        TransitionComparer comparer
    )
    {
        var counts = new Dictionary<Transition, int>(comparer);
        foreach (ref readonly var transition in transitions)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, transition, out _)++;
        }
        return counts;
    }

    private static bool TryTake(Dictionary<Transition, int> counts, in Transition transition)
    {
        if (!counts.TryGetValue(transition, out var count) || count == 0)
        {
            return false;
        }
        counts[transition] = count - 1;
        return true;
    }
}
