using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Tests.Storage;

/// <summary>
/// What every store must do, driven by a model: random batches, reopenings and reads, each compared with plain lists.
/// </summary>
public abstract class StoreConformance
{
    /// <summary>Opens the same store again; the one before has been disposed of.</summary>
    internal abstract ILedgerStore Open();

    [Fact]
    public void Behaves_like_the_model()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Reset();
            RunModel(new Random(seed));
        }
    }

    [Fact]
    public void Refuses_a_batch_that_does_not_begin_at_its_end()
    {
        Reset();
        using var store = Open();
        store.Append(Batch(0, Entry(0, "a", "1")));
        Assert.Throws<InvalidOperationException>(() => store.Append(Batch(0, Entry(0, "a", "2"))));
        Assert.Throws<InvalidOperationException>(() => store.Append(Batch(2, Entry(2, "a", "3"))));
        Assert.Equal(1, store.ReadSize());
    }

    [Fact]
    public void Writes_all_of_a_batch_or_nothing()
    {
        Reset();
        using (var store = Open())
        {
            store.Append(Batch(0, Entry(0, "a", "1")));
            // The second entry's identity is taken: the database refuses it after the first was written.
            Assert.ThrowsAny<IOException>(() => store.Append(Batch(1, Entry(1, "a", "2"), Entry(2, "a", "1"))));
        }
        using var again = Open();
        Assert.Equal(1, again.ReadSize());
        Assert.False(again.TryFindIndex("a", "2", out _));
    }

    [Fact]
    public async Task Serves_readers_while_it_writes()
    {
        Reset();
        using var store = Open();
        var done = false;
        var reader = Task.Run(() =>
        {
            var seen = 0L;
            while (!Volatile.Read(ref done))
            {
                var size = store.ReadSize();
                Assert.True(size >= seen);
                seen = size;
                var entries = store.ReadEntries(0, (int)size);
                Assert.True(entries.Count >= size);
            }
        });
        for (var i = 0; i < 100; i++)
        {
            store.Append(Batch(i, Entry(i, "a", $"{i}")));
        }
        Volatile.Write(ref done, true);
        await reader.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    protected virtual int Seeds => 6;

    /// <summary>Makes the store empty.</summary>
    internal abstract void Reset();

    private void RunModel(Random random)
    {
        var entries = new List<NewEntry>();
        var nodes = new Dictionary<(int, long), MerkleHash>();
        var heads = new SortedDictionary<string, SourceHead>(StringComparer.Ordinal);
        var tree = new CompactTree();
        var store = Open();
        try
        {
            for (var step = 0; step < 40; step++)
            {
                switch (random.Next(6))
                {
                    case 0:
                        store.Dispose();
                        store = Open();
                        break;
                    case 1 when entries.Count > 0:
                        var from = random.Next(entries.Count);
                        var read = store.ReadEntries(from, random.Next(1, 300));
                        Assert.Equal(entries.Skip(from).Take(read.Count).Select(e => e.Leaf), read.Select(e => e.Leaf));
                        Assert.Equal(from, read[0].Index);
                        break;
                    case 2 when entries.Count > 0:
                        var index = random.Next(entries.Count);
                        var found = store.TryFindIndex(
                            entries[index].Source ?? "no",
                            entries[index].Id ?? "no",
                            out var at
                        );
                        Assert.Equal(entries[index].Source is not null, found);
                        Assert.Equal(found ? index : -1, at);
                        Assert.False(store.TryFindIndex("nobody", "nothing", out _));
                        break;
                    case 3:
                        Assert.Equal(heads.Values, store.ReadHeads());
                        Assert.Equal(
                            Enumerable
                                .Range(0, entries.Count)
                                .Where(i => entries[i].Kind == EntryKind.Clock)
                                .Select(i => (long)i),
                            store.ReadIndexesOf(EntryKind.Clock)
                        );
                        break;
                    case 4:
                        Assert.Equal(tree.Root, new TiledTree(store, entries.Count).Root());
                        Assert.Equal(tree.Peaks, new TiledTree(store, entries.Count).Compact().Peaks);
                        break;
                    default:
                        Append(store, random, entries, nodes, heads, tree);
                        break;
                }
                Assert.Equal(entries.Count, store.ReadSize());
            }
        }
        finally
        {
            store.Dispose();
        }
    }

    private static void Append(
        ILedgerStore store,
        Random random,
        List<NewEntry> entries,
        Dictionary<(int, long), MerkleHash> nodes,
        SortedDictionary<string, SourceHead> heads,
        CompactTree tree
    )
    {
        var first = entries.Count;
        var added = new List<NewEntry>();
        var newNodes = new List<NewNode>();
        var touched = new Dictionary<string, SourceHead>(StringComparer.Ordinal);
        for (var i = random.Next(1, 200); i > 0; i--)
        {
            var source = $"source {random.Next(4)}";
            var kind = random.Next(8) == 0 ? EntryKind.Clock : EntryKind.Event;
            var entry = Entry(
                first + added.Count,
                kind == EntryKind.Event ? source : null,
                $"e{first + added.Count}",
                kind
            );
            added.Add(entry);
            var index = first + added.Count - 1;
            tree.Append(
                entry.Leaf,
                (height, hash) =>
                {
                    if (height > 0 && height % 8 == 0)
                    {
                        newNodes.Add(new NewNode(height / 8, index >> height, hash));
                        nodes.Add((height / 8, index >> height), hash);
                    }
                }
            );
            if (kind == EntryKind.Event)
            {
                touched[source] = new SourceHead(source, index, new string('a', 64));
            }
        }
        store.Append(new AppendBatch(first, added, newNodes, [.. touched.Values]));
        entries.AddRange(added);
        foreach (var head in touched.Values)
        {
            heads[head.Source] = head;
        }
    }

    private static AppendBatch Batch(long first, params NewEntry[] entries) => new(first, entries, [], []);

    private static NewEntry Entry(long index, string? source, string id, EntryKind kind = EntryKind.Event)
    {
        byte[] bytes = [(byte)kind, .. BitConverter.GetBytes(index), .. System.Text.Encoding.UTF8.GetBytes(id)];
        return new NewEntry(kind, bytes, MerkleHash.OfLeaf(bytes), source, source is null ? null : id);
    }
}
