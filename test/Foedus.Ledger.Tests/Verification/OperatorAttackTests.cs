using System.Buffers.Binary;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;
using Foedus.Ledger.Verification;
using Foedus.Ledger.Witnessing;

namespace Foedus.Ledger.Tests.Verification;

/// <summary>
/// The operator has the database and the log's keys, rewrites history, rebuilds every hash and signs a new checkpoint.
/// A witness and anybody with an older cosigned checkpoint must see it, whatever it was.
/// </summary>
public sealed class OperatorAttackTests : IDisposable
{
    private const int Count = 300;
    private readonly TestLog log = new();
    private readonly NoteSigner signer = NoteSigner.Create(
        "witness.example/w1",
        NoteAlgorithm.Cosignature,
        new byte[32]
    );

    public void Dispose() => log.Dispose();

    public static TheoryData<string> Attacks => [.. Rewrites.Keys];

    private static Dictionary<string, Action<List<byte[]>, Source>> Rewrites { get; } =
        new(StringComparer.Ordinal)
        {
            ["alters the words of an event"] = (entries, _) => entries[50][^200] ^= 1,
            ["alters a signature"] = (entries, _) => entries[50][^1] = entries[50][^1] == 'A' ? (byte)'B' : (byte)'A',
            ["drops an event"] = (entries, _) => entries.RemoveAt(50),
            ["drops the last events"] = (entries, _) => entries.RemoveRange(200, entries.Count - 200),
            ["swaps two events"] = (entries, _) => (entries[50], entries[51]) = (entries[51], entries[50]),
            ["back-dates the recorded time"] = (entries, _) => AddTime(entries[50], -1),
            ["post-dates the recorded time"] = (entries, _) => AddTime(entries[50], 1),
            ["shifts the times of all events alike"] = (entries, _) =>
                entries.ForEach(entry => AddTime(entry, -60_000)),
            ["repeats an event"] = (entries, _) => entries.Insert(60, entries[50]),
            ["inserts an event with a stolen key"] = (entries, source) =>
                entries.Insert(
                    60,
                    new LedgerEntry(EntryKind.Event, TimeOf(entries[59]), source.Next("forged")).ToBytes()
                ),
            ["replaces an event by another of the same source"] = (entries, source) =>
                entries[50] = new LedgerEntry(
                    EntryKind.Event,
                    TimeOf(entries[50]),
                    source.Sign(source.Draft("e48"))
                ).ToBytes(),
            ["makes an event a mere contradiction"] = (entries, _) => entries[50][0] = (byte)EntryKind.Equivocation,
        };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Is_caught_by_a_witness_and_by_an_older_checkpoint(string attack)
    {
        var source = Fill();
        var honest = log.Writer.LatestCheckpoint;
        Assert.True(Checkpoint.TryParse(honest.Text, out var seen, out _));
        var witness = new Witness(log.PathOf("witness"), signer, log.Writer.Registry.LogKeys, log.Clock);
        Assert.Equal(200, witness.AddCheckpoint(new AddCheckpointRequest(0, [], honest).ToString()).Status);
        var entries = log.Writer.Reader.ReadEntries(0, (int)seen.Size).Select(entry => entry.Bytes.ToArray()).ToList();
        Assert.True(LedgerVerifier.Verify(log.Writer.Reader, honest, [], [seen]).IsVerified);
        Rewrites[attack](entries, source);

        // Every hash is made anew and the checkpoint is signed with the log's own keys.
        var forged = new MemoryLog(entries);
        var resigned = log.Folder.ReadSigner().Sign(new Checkpoint(TestLog.Origin, entries.Count, forged.Root));

        Assert.False(LedgerVerifier.Verify(forged, resigned, [], [seen]).IsVerified);
        var proof = entries.Count > seen.Size ? new TiledTree(forged, entries.Count).Consistency(seen.Size) : [];
        var old = Math.Min(seen.Size, entries.Count);
        Assert.NotEqual(
            200,
            witness.AddCheckpoint(new AddCheckpointRequest(old, [.. proof], resigned).ToString()).Status
        );
        Assert.NotEqual(
            200,
            witness.AddCheckpoint(new AddCheckpointRequest(seen.Size, [.. proof], resigned).ToString()).Status
        );
    }

    private Source Fill()
    {
        var source = log.Register("France");
        foreach (var i in Enumerable.Range(0, Count))
        {
            log.Clock.Now += TimeSpan.FromMilliseconds(5);
            log.Accept(source.Next($"e{i}"));
        }
        return source;
    }

    private static void AddTime(byte[] entry, long milliseconds) =>
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(1), TimeOf(entry) + milliseconds);

    private static long TimeOf(byte[] entry) => BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(1));

    private sealed class MemoryLog : IEntrySource
    {
        private readonly List<byte[]> entries;
        private readonly Merkle.MemoryTiles tiles;

        public MemoryLog(List<byte[]> entries)
        {
            this.entries = entries;
            tiles = new Merkle.MemoryTiles([.. entries.Select(entry => MerkleHash.OfLeaf(entry))]);
        }

        public MerkleHash Root => tiles.RootOf(0, entries.Count);

        public IReadOnlyList<StoredEntry> ReadEntries(long from, int count) =>
            [
                .. entries
                    .Skip((int)from)
                    .Take(count)
                    .Select((bytes, i) => new StoredEntry(from + i, bytes, MerkleHash.OfLeaf(bytes))),
            ];

        public MerkleHash[] ReadTile(TileId tile, int width) => tiles.ReadTile(tile, width);
    }
}
