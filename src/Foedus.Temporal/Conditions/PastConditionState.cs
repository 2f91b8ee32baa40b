using System.Collections.Immutable;

namespace Foedus.Temporal.Conditions;

/// <summary>
/// What a past condition remembers: a small immutable value, free to share, whose instants can be compared and moved
/// relative to a clock. What no clock reading from now on can tell apart is equal.
/// </summary>
public sealed class PastConditionState
{
    private readonly OperatorState[] _operators;

    internal PastConditionState(OperatorState[] operators)
    {
        _operators = operators;
    }

    internal OperatorState this[int slot] => _operators[slot];

    internal OperatorState[] Copy() => (OperatorState[])_operators.Clone();

    /// <summary>All that is remembered, for <see cref="Restore"/>.</summary>
    public IReadOnlyList<SavedOperator> Save() =>
        [
            .. _operators.Select(one => new SavedOperator(
                one.Times,
                one.AreStretches,
                one.Groups is { } groups ? [.. groups.Select(group => new SavedGroup(group.Key, group.Value))] : null
            )),
        ];

    /// <summary>The state that was saved. It must have been one of the same condition.</summary>
    public static PastConditionState Restore(IReadOnlyList<SavedOperator> saved) =>
        new([
            .. saved.Select(one => new OperatorState(
                [.. one.Times],
                one.Groups?.ToImmutableSortedDictionary(
                    group => group.Name,
                    group => group.Times.ToArray(),
                    StringComparer.Ordinal
                ),
                one.AreStretches
            )),
        ]);

    /// <summary>The same past, so much later (or, negative, earlier).</summary>
    public PastConditionState Shift(long by)
    {
        var moved = new OperatorState[_operators.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            var one = _operators[i];
            moved[i] = one with { Times = Moved(one.Times, by), Groups = MovedGroups(one.Groups, by) };
        }
        return new PastConditionState(moved);
    }

    /// <summary>Equal for states that <see cref="SameAs"/> holds equal; the same in every process.</summary>
    public ulong Hash(long now)
    {
        var hash = 0UL;
        foreach (var one in _operators)
        {
            hash = Mixed(hash, -1);
            for (var i = one.FirstLive(now); i < one.Times.Length; i++)
            {
                hash = Mixed(hash, Relative(one.Times[i], now));
            }
            foreach (var (group, times) in one.Groups ?? ImmutableSortedDictionary<string, long[]>.Empty)
            {
                if (times[^1] >= now)
                {
                    hash = Mixed(hash, -2);
                    foreach (var letter in group)
                    {
                        hash = Mixed(hash, letter);
                    }
                    foreach (var time in times)
                    {
                        hash = time >= now ? Mixed(hash, Relative(time, now)) : hash;
                    }
                }
            }
        }
        return hash;
    }

    /// <summary>Whether this state at <paramref name="now"/> and the other at <paramref name="otherNow"/> have the same future.</summary>
    public bool SameAs(PastConditionState other, long now, long otherNow)
    {
        if (ReferenceEquals(this, other) && now == otherNow)
        {
            return true;
        }
        for (var i = 0; i < _operators.Length; i++)
        {
            var (one, two) = (_operators[i], other._operators[i]);
            if (
                !(ReferenceEquals(one, two) && now == otherNow)
                && !(
                    Same(one.Times.AsSpan(one.FirstLive(now)), two.Times.AsSpan(two.FirstLive(otherNow)), now, otherNow)
                    && SameGroups(one.Groups, two.Groups, now, otherNow)
                )
            )
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameGroups(
        ImmutableSortedDictionary<string, long[]>? one,
        ImmutableSortedDictionary<string, long[]>? two,
        long now,
        long otherNow
    )
    {
        if (one is null || two is null)
        {
            return ReferenceEquals(one, two);
        }
        using var others = two.Where(pair => pair.Value[^1] >= otherNow).GetEnumerator();
        foreach (var (group, times) in one)
        {
            if (
                times[^1] >= now
                && !(
                    others.MoveNext()
                    && string.Equals(group, others.Current.Key, StringComparison.Ordinal)
                    && Same(Live(times, now), Live(others.Current.Value, otherNow), now, otherNow)
                )
            )
            {
                return false;
            }
        }
        return !others.MoveNext();
    }

    private static ReadOnlySpan<long> Live(long[] times, long now)
    {
        var first = 0;
        while (first < times.Length && times[first] < now)
        {
            first++;
        }
        return times.AsSpan(first);
    }

    private static bool Same(ReadOnlySpan<long> one, ReadOnlySpan<long> two, long now, long otherNow)
    {
        if (one.Length != two.Length)
        {
            return false;
        }
        for (var i = 0; i < one.Length; i++)
        {
            if (Relative(one[i], now) != Relative(two[i], otherNow))
            {
                return false;
            }
        }
        return true;
    }

    private static long Relative(long time, long now) =>
        time == long.MaxValue || now == long.MinValue ? time : time - now;

    private static long[] Moved(long[] times, long by) =>
        Array.ConvertAll(times, time => time == long.MaxValue ? time : time + by);

    private static ImmutableSortedDictionary<string, long[]>? MovedGroups(
        ImmutableSortedDictionary<string, long[]>? groups,
        long by
    )
    {
        if (groups is null)
        {
            return null;
        }
        var moved = groups;
        foreach (var (group, times) in groups)
        {
            moved = moved.SetItem(group, Moved(times, by));
        }
        return moved;
    }

    private static ulong Mixed(ulong hash, long value)
    {
        // The finaliser of splitmix64: wrapping arithmetic is the point.
        unchecked
        {
            var mixed = (hash ^ (ulong)value) + 0x9E37_79B9_7F4A_7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
