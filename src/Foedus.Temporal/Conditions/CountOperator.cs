using System.Collections.Immutable;

namespace Foedus.Temporal.Conditions;

/// <summary>
/// Whether the number of such events, in all or in some group, lies between two bounds. Of each group only the latest are
/// kept, one more than decide: a count beyond the bounds is as good as any other beyond them.
/// </summary>
internal sealed class CountOperator : PastOperator
{
    private readonly long _high;
    private readonly ITimeMeasure _measure;
    private readonly bool _isGrouped;
    private readonly int _least;
    private readonly int _most;
    private readonly int _kept;

    /// <param name="high">Bound of the window, or <see cref="Formulas.Interval.Infinity"/>.</param>
    /// <param name="least">From 0.</param>
    /// <param name="most"><see cref="int.MaxValue"/>: no bound.</param>
    public CountOperator(
        int slot,
        int[] guards,
        int occurs,
        TruthNode? body,
        long high,
        ITimeMeasure measure,
        bool isGrouped,
        int least,
        int most
    )
        : base(slot, guards, occurs, body)
    {
        _high = high;
        _measure = measure;
        _isGrouped = isGrouped;
        _least = least;
        _most = most;
        _kept = Math.Max(1, most == int.MaxValue ? least : most + 1);
    }

    public override OperatorState Initial => _isGrouped ? OperatorState.NoGroups : OperatorState.NoTimes;

    public override bool Holds(OperatorState state, long now)
    {
        if (state.Groups is not { } groups)
        {
            return IsBetween(CountAt(state.Times, now));
        }
        foreach (var (_, times) in groups)
        {
            if (CountAt(times, now) is var count and > 0 && IsBetween(count))
            {
                return true;
            }
        }
        return false;
    }

    public override long NextChange(OperatorState state, long now)
    {
        if (_high == Formulas.Interval.Infinity)
        {
            return long.MaxValue;
        }
        if (state.Groups is not { } groups)
        {
            return NextChange(state.Times, now);
        }
        var next = long.MaxValue;
        foreach (var (_, times) in groups)
        {
            next = Math.Min(next, NextChange(times, now));
        }
        return next;
    }

    protected override OperatorState Add(OperatorState state, long at, string group)
    {
        var last = _high == Formulas.Interval.Infinity ? long.MaxValue : _measure.After(at, _high);
        if (state.Groups is not { } groups)
        {
            var times = With(state.Times, last, at);
            return ReferenceEquals(times, state.Times) ? state : new OperatorState(times, null);
        }
        if (groups.TryGetValue(group, out var known))
        {
            var times = With(known, last, at);
            return ReferenceEquals(times, known) ? state : new OperatorState([], groups.SetItem(group, times));
        }
        // A new group is the occasion to forget those whose last event has left the window.
        return new OperatorState([], WithoutExpired(groups, at).SetItem(group, [last]));
    }

    private bool IsBetween(int count) => count >= _least && count <= _most;

    /// <summary>As a count falls with time, it comes down to the upper bound, and then below the lower one.</summary>
    private long NextChange(long[] times, long now)
    {
        var next = long.MaxValue;
        // A group without events is no group.
        Consider(times, times.Length - (_isGrouped ? Math.Max(1, _least) : _least), now, ref next);
        if (_most != int.MaxValue)
        {
            Consider(times, times.Length - _most - 1, now, ref next);
        }
        return next;
    }

    private static void Consider(long[] times, int index, long now, ref long next)
    {
        if (index >= 0 && index < times.Length && times[index] is var last and < long.MaxValue && last >= now)
        {
            next = Math.Min(next, last + 1);
        }
    }

    private static int CountAt(long[] times, long now)
    {
        var low = 0;
        var high = times.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] >= now)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return times.Length - low;
    }

    private long[] With(long[] times, long last, long now)
    {
        var live = CountAt(times, now);
        if (live == _kept && times[^live] == long.MaxValue)
        {
            return times;
        }
        var kept = Math.Min(live, _kept - 1);
        if (live == _kept && last < times[^live])
        {
            return times;
        }
        var after = new long[kept + 1];
        times.AsSpan(times.Length - kept).CopyTo(after);
        // A calendar may let a later event leave a little earlier.
        var place = kept;
        while (place > 0 && after[place - 1] > last)
        {
            after[place] = after[place - 1];
            place--;
        }
        after[place] = last;
        return after;
    }

    private static ImmutableSortedDictionary<string, long[]> WithoutExpired(
        ImmutableSortedDictionary<string, long[]> groups,
        long now
    )
    {
        var kept = groups;
        foreach (var (group, times) in groups)
        {
            if (times[^1] < now)
            {
                kept = kept.Remove(group);
            }
        }
        return kept;
    }
}
