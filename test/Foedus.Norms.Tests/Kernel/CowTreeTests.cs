using Foedus.Norms.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>The tree against a sorted dictionary, with snapshots that must not change.</summary>
public sealed class CowTreeTests
{
    [Fact]
    public void Behaves_as_a_sorted_map_and_leaves_snapshots_alone() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll<int>(Agrees));

    private static bool Agrees(int seed)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<int, int>();
        var tree = new CowTree<Key, int, KeyOrder>();
        var owner = new object();
        var snapshots = new List<(CowTree<Key, int, KeyOrder> Tree, KeyValuePair<int, int>[] Content)>();
        var range = random.Next(4) == 0 ? 40 : 4000;
        for (var step = 0; step < 3000; step++)
        {
            var key = random.Next(5) == 0 ? step : random.Next(range);
            switch (random.Next(10))
            {
                case < 6:
                    tree.Set(new Key(key), step, owner);
                    model[key] = step;
                    break;
                case < 9:
                    Assert.Equal(model.Remove(key), tree.Remove(new Key(key), owner));
                    break;
                default:
                    if (random.Next(10) == 0)
                    {
                        snapshots.Add((tree, [.. model]));
                        owner = new object();
                    }
                    break;
            }
            Assert.Equal(model.Count, tree.Count);
            Assert.Equal(model.TryGetValue(key, out var expected), tree.TryGet(new Key(key), out var actual));
            Assert.Equal(expected, actual);
            var higher = model.Keys.Where(known => known > key).DefaultIfEmpty(-1).Min();
            if (step % 50 == 0)
            {
                Assert.Equal(higher >= 0, tree.TryHigher(new Key(key), out var found, out _));
                Assert.Equal(Math.Max(0, higher), found.Value);
            }
        }
        Assert.Equal(model, tree.Entries().Select(entry => KeyValuePair.Create(entry.Key.Value, entry.Value)));
        foreach (var (snapshot, content) in snapshots)
        {
            Assert.Equal(
                content,
                snapshot.Entries().Select(entry => KeyValuePair.Create(entry.Key.Value, entry.Value))
            );
        }
        return true;
    }

    private readonly record struct Key(int Value);

    private readonly struct KeyOrder : ITreeOrder<Key>
    {
        public static int Compare(in Key left, in Key right) => left.Value.CompareTo(right.Value);
    }
}
