using System.Collections.Immutable;

namespace Foedus.Norms.Conditions;

/// <summary>
/// What a condition over history remembers: no more than the latest occasions that could still decide it.
/// </summary>
/// <param name="Groups">By group, the times of the latest occasions, ascending.</param>
/// <param name="Since">The latest anchor, or since when the sample has been true; <see cref="long.MinValue"/> if never.</param>
/// <param name="Holds">For "since": it has held at every moment since the anchor.</param>
internal sealed record HistoryState(ImmutableSortedDictionary<string, ImmutableArray<long>> Groups, long Since, bool Holds)
{
    public static HistoryState Empty { get; } =
        new(
            ImmutableSortedDictionary<string, ImmutableArray<long>>.Empty.WithComparers(StringComparer.Ordinal),
            long.MinValue,
            false
        );

    public ulong Hash(long now)
    {
        var hash = new CanonicalHasher();
        hash.Add(RelativeTime.Of(Since, now));
        hash.Add(Holds ? 1 : 0);
        foreach (var (group, times) in Groups)
        {
            hash.Add(group);
            foreach (var time in times)
            {
                hash.Add(RelativeTime.Of(time, now));
            }
        }
        return hash.Value;
    }

    public bool SameAs(HistoryState other, long now, long otherNow)
    {
        if (
            Holds != other.Holds
            || RelativeTime.Of(Since, now) != RelativeTime.Of(other.Since, otherNow)
            || Groups.Count != other.Groups.Count
        )
        {
            return false;
        }
        foreach (var (group, times) in Groups)
        {
            if (!other.Groups.TryGetValue(group, out var others) || others.Length != times.Length)
            {
                return false;
            }
            for (var i = 0; i < times.Length; i++)
            {
                if (RelativeTime.Of(times[i], now) != RelativeTime.Of(others[i], otherNow))
                {
                    return false;
                }
            }
        }
        return true;
    }
}
