using System.Collections.Immutable;

namespace Foedus.Temporal.Conditions;

/// <summary>What one operator remembers. Instants only, so that it can be moved in time.</summary>
/// <param name="Times">
/// Of an existence: ends of disjoint closed stretches in which it is true, ascending in pairs. Of a count: the last
/// instants at which the latest occasions still count, ascending. <see cref="long.MaxValue"/> is never.
/// </param>
/// <param name="Groups">Of a count by groups: the same for each group; otherwise null.</param>
/// <param name="AreStretches">Whether the times are pairs.</param>
internal sealed record OperatorState(
    long[] Times,
    ImmutableSortedDictionary<string, long[]>? Groups,
    bool AreStretches = false
)
{
    public static OperatorState NoStretches { get; } = new([], null, true);

    public static OperatorState NoTimes { get; } = new([], null);

    public static OperatorState NoGroups { get; } =
        new([], ImmutableSortedDictionary<string, long[]>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The first time that still tells something at <paramref name="now"/>. That a stretch has begun is all that is left of its beginning.</summary>
    public int FirstLive(long now)
    {
        var i = 0;
        while (i < Times.Length && (Times[i] < now || (AreStretches && (i & 1) == 0 && Times[i] == now)))
        {
            i++;
        }
        return i;
    }
}
