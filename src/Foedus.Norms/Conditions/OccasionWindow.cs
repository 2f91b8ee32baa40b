using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Time;

namespace Foedus.Norms.Conditions;

/// <summary>
/// Counts occasions in a window that ends now, or since an anchor, or in all. An occasion is in the window up to and
/// including the moment one length after it. Of each group only as many occasions are kept as can decide the comparison.
/// </summary>
internal sealed class OccasionWindow(OccasionCount condition, TreatyCalendar calendar) : IHistoryCondition
{
    private readonly int _kept = Math.Max(1, condition.Count + 1);

    public HistoryState Initial => HistoryState.Empty;

    public HistoryState Observe(HistoryState state, long at, string group)
    {
        if (condition.Since is not null && state.Since == long.MinValue)
        {
            return state;
        }
        var groups = condition.Window is null ? state.Groups : WithoutExpired(state.Groups, at);
        var times = groups.TryGetValue(group, out var known) ? known : [];
        if (times.Length == _kept)
        {
            times = times.RemoveAt(0);
        }
        // Where no window moves only the number counts: equal numbers are equal states.
        return state with { Groups = groups.SetItem(group, times.Add(condition.Window is null ? long.MaxValue : at)) };
    }

    public HistoryState Anchor(HistoryState state, long at, bool sampleHolds) =>
        HistoryState.Empty with { Since = long.MaxValue };

    public HistoryState Sample(HistoryState state, long at, bool holds) => state;

    public bool Holds(HistoryState state, long now, long lifeStart)
    {
        if (condition.Since is not null && state.Since == long.MinValue)
        {
            return false;
        }
        if (condition.WindowMustBeFull && condition.Window is { } window)
        {
            if (lifeStart == long.MaxValue || calendar.Add(lifeStart, window) > now)
            {
                return false;
            }
        }
        if (condition.GroupBy is null)
        {
            return Satisfies(state.Groups.TryGetValue("", out var times) ? CountIn(times, now) : 0);
        }
        var any = false;
        foreach (var (_, times) in state.Groups)
        {
            any = true;
            if (Satisfies(CountIn(times, now)))
            {
                return true;
            }
        }
        return !any && Satisfies(0);
    }

    public long NextChange(HistoryState state, long now, long lifeStart)
    {
        if (condition.Window is not { } window)
        {
            return long.MaxValue;
        }
        var next = long.MaxValue;
        if (condition.WindowMustBeFull && lifeStart != long.MaxValue)
        {
            var full = calendar.Add(lifeStart, window);
            next = full > now ? full : next;
        }
        foreach (var (_, times) in state.Groups)
        {
            foreach (var time in times)
            {
                var last = calendar.Add(time, window);
                if (last >= now && last < long.MaxValue)
                {
                    next = Math.Min(next, last + 1);
                    break;
                }
            }
        }
        return next;
    }

    private bool Satisfies(int count) =>
        condition.Comparison switch
        {
            Comparison.Less => count < condition.Count,
            Comparison.AtMost => count <= condition.Count,
            Comparison.Equal => count == condition.Count,
            Comparison.AtLeast => count >= condition.Count,
            _ => count > condition.Count,
        };

    private int CountIn(ImmutableArray<long> times, long now)
    {
        if (condition.Window is not { } window)
        {
            return times.Length;
        }
        for (var i = 0; i < times.Length; i++)
        {
            if (calendar.Add(times[i], window) >= now)
            {
                return times.Length - i;
            }
        }
        return 0;
    }

    private ImmutableSortedDictionary<string, ImmutableArray<long>> WithoutExpired(
        ImmutableSortedDictionary<string, ImmutableArray<long>> groups,
        long now
    )
    {
        var kept = groups;
        foreach (var (group, times) in groups)
        {
            var live = CountIn(times, now);
            if (live == 0)
            {
                kept = kept.Remove(group);
            }
            else if (live < times.Length)
            {
                kept = kept.SetItem(group, times.RemoveRange(0, times.Length - live));
            }
        }
        return kept;
    }
}
