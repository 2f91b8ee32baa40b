using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;
using Microsoft.Data.Sqlite;

namespace Foedus.Ledger.Tests.Storage;

public sealed class SqliteStoreTests : StoreConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int round;

    private string DatabasePath => folder.Of($"{round}.db");

    public void Dispose() => folder.Dispose();

    internal override ILedgerStore Open() => SqliteLedgerStore.Open(DatabasePath);

    internal override void Reset() => round++;

    [Fact]
    public void A_flipped_byte_is_noticed_on_reading_though_SQLite_says_ok()
    {
        byte[] bytes = [1, .. "twelve bytes"u8];
        using (var store = Open())
        {
            store.Append(
                new AppendBatch(0, [new NewEntry(EntryKind.Clock, bytes, MerkleHash.OfLeaf(bytes), null, null)], [], [])
            );
        }
        Execute("UPDATE entry SET bytes = CAST(x'02' || substr(bytes, 2) AS BLOB)");
        Assert.Equal("ok", Execute("PRAGMA integrity_check"));

        using var reader = new SqliteLedgerReader(DatabasePath);
        var failure = Assert.Throws<LedgerDamagedException>(() => reader.ReadEntries(0, 1));
        Assert.Equal(0, failure.Index);
    }

    [Fact]
    public void A_missing_entry_is_noticed()
    {
        using (var store = Open())
        {
            for (var i = 0; i < 3; i++)
            {
                byte[] bytes = [4, (byte)i];
                store.Append(
                    new AppendBatch(
                        i,
                        [new NewEntry(EntryKind.Clock, bytes, MerkleHash.OfLeaf(bytes), null, null)],
                        [],
                        []
                    )
                );
            }
        }
        Execute("DELETE FROM entry WHERE idx = 1");
        using var reader = new SqliteLedgerReader(DatabasePath);
        Assert.Equal(1, Assert.Throws<LedgerDamagedException>(() => reader.ReadEntries(0, 3)).Index);
        Assert.Equal(1, Assert.Throws<LedgerDamagedException>(() => reader.ReadTile(new TileId(0, 0), 3)).Index);
    }

    private string Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        return $"{command.ExecuteScalar()}";
    }
}
