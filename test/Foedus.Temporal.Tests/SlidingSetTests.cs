using System.Runtime.CompilerServices;
using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Tests;

/// <summary>
/// The set of a sliding window against the plainest one there is: a dictionary of when each tuple was last seen. Hashes
/// are made as poor as wanted, so that tuples of one hash come, go and come again.
/// </summary>
public sealed class SlidingSetTests
{
    [Theory]
    [InlineData(1, 40, uint.MaxValue)]
    [InlineData(2, 40, 0x7u)]
    [InlineData(3, 3000, 0xFFu)]
    [InlineData(4, 30_000, uint.MaxValue)]
    [InlineData(5, 30_000, 0xFFFFF000u)]
    public void It_holds_what_was_seen_within_the_window(int seed, int tuples, uint hashBits)
    {
        var random = new Random(seed);
        var set = new SlidingSet(2);
        var expected = new Dictionary<(long, long), (long Stamp, int Tag)>();
        long stamp = 0;
        var most = 0;
        for (var i = 0; i < 150_000; i++)
        {
            stamp += random.Next(3);
            // Ever so often the window runs empty, and is small for a while.
            var length = i / 20_000 % 2 == 0 ? tuples / 2 : 5;
            RemoveBefore(stamp - length);
            var tuple = ((long)random.Next(tuples) - 5, (long)random.Next(2));
            var isNew = !expected.TryGetValue(tuple, out var old);
            expected[tuple] = (stamp, isNew ? i : old.Tag);
            Assert.Equal(isNew, See(set, tuple, HashOf(tuple) & hashBits, stamp, i));
            Assert.Equal(expected.Count, set.Count);
            most = Math.Max(most, set.Count);
        }
        RemoveBefore(long.MaxValue);
        Assert.Empty(expected);
        Assert.Equal(0, set.Count);
        Assert.True(most > tuples / 8, $"the largest window had {most} tuples");

        void RemoveBefore(long low)
        {
            for (ref var left = ref set.TakeBefore(low); !Unsafe.IsNullRef(ref left); left = ref set.TakeBefore(low))
            {
                var (seen, tag) = expected[(left, Unsafe.Add(ref left, 1))];
                Assert.True(seen < low);
                Assert.Equal((seen, tag), (Unsafe.Add(ref left, 2), set.TagOf(ref left)));
                Assert.True(expected.Remove((left, Unsafe.Add(ref left, 1))));
            }
            if (stamp % 1000 == 0)
            {
                Assert.DoesNotContain(expected.Values, value => value.Stamp < low);
            }
        }
    }

    [Fact]
    public void What_comes_and_goes_for_ever_leaves_nothing_behind()
    {
        var set = new SlidingSet(2);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(See(set, (i, 0), HashOf((i, 0)), 0, i));
        }
        // In buckets for ten thousand, one tuple a million times: looking for it stays as short as it was.
        for (var i = 1; i <= 1_000_000; i++)
        {
            while (!Unsafe.IsNullRef(ref set.TakeBefore(i)))
            {
                // All that was there before goes.
            }
            Assert.True(See(set, (7, 7), HashOf((7, 7)), i, 7));
            Assert.Equal(1, set.Count);
        }
    }

    private static uint HashOf((long, long) tuple) => unchecked((uint)(tuple.Item1 * 2 + tuple.Item2) * 2654435761u);

    // Whether the tuple was missing.
    private static bool See(SlidingSet set, (long, long) tuple, uint hash, long stamp, int tag)
    {
        long[] row = [tuple.Item1, tuple.Item2];
        var place = set.PlaceOf(hash);
        if (!set.IsFree(place) && set.TryFind(ref row[0], hash, ref place))
        {
            set.SeeAgain(place, ref row[0], hash, stamp);
            return false;
        }
        set.Add(ref row[0], hash, place, stamp, tag);
        return true;
    }
}
