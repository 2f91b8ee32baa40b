using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Tests.Storage;

public sealed class PostgresStoreTests(PostgresServer server) : StoreConformance
{
    private string? connection;

    protected override int Seeds => 3;

    private string Connection => connection ??= server.NewSchema();

    internal override ILedgerStore Open()
    {
        PostgresLedgerStore.Prepare(Connection);
        return Taken();
    }

    internal override void Reset() => connection = server.NewSchema();

    [Fact]
    public void Only_one_node_holds_the_lease()
    {
        using var first = Open();
        Assert.Null(PostgresLedgerStore.TryOpen(Connection));
        Assert.True(first.IsHolder);
    }

    [Fact]
    public void Each_holder_has_a_higher_token()
    {
        PostgresLedgerStore.Prepare(Connection);
        var epochs = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            using var store = Taken();
            epochs.Add(store.Epoch);
        }
        Assert.Equal([1, 2, 3], epochs);
    }

    [Fact]
    public void A_holder_whose_session_was_ended_writes_nothing_more()
    {
        using var old = Open();
        old.Append(Batch(0));
        // What a standby does to a leader that stands still.
        PostgresServer.Execute(Connection, "SELECT pg_terminate_backend(holder) FROM lease");
        using var next = Taken();
        next.Append(Batch(1));

        Assert.ThrowsAny<IOException>(() => old.Append(Batch(1)));
        Assert.False(old.IsHolder);
        Assert.Equal(2, next.ReadSize());
    }

    [Fact]
    public void An_old_token_writes_nothing_even_with_its_session_alive()
    {
        using var old = Open();
        PostgresServer.Execute(Connection, "UPDATE lease SET epoch = epoch + 1");
        Assert.Throws<StoreFencedException>(() => old.Append(Batch(0)));
        Assert.Equal(0, old.ReadSize());
    }

    [Fact]
    public async Task A_holder_that_does_not_renew_is_replaced()
    {
        using var old = Open();
        // The session lives, the process stands still.
        PostgresServer.Execute(
            Connection,
            "UPDATE lease SET epoch = epoch + 1, renewed = clock_timestamp() - interval '10 s'"
        );
        PostgresLedgerStore? next = null;
        for (var i = 0; i < 50 && next is null; i++)
        {
            next = PostgresLedgerStore.TryOpen(Connection);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.NotNull(next);
        next.Append(Batch(0));
        Assert.ThrowsAny<IOException>(() => old.Append(Batch(0)));
        next.Dispose();
    }

    [Fact]
    public void A_flipped_byte_is_noticed_on_reading()
    {
        using var store = Open();
        store.Append(Batch(0));
        PostgresServer.Execute(Connection, "UPDATE entry SET bytes = set_byte(bytes, 3, 77)");
        Assert.Equal(0, Assert.Throws<LedgerDamagedException>(() => store.ReadEntries(0, 1)).Index);
    }

    private PostgresLedgerStore Taken()
    {
        // A session that has just ended may hold its lock a moment longer.
        for (var i = 0; i < 100; i++)
        {
            if (PostgresLedgerStore.TryOpen(Connection) is { } store)
            {
                return store;
            }
            Thread.Sleep(50);
        }
        throw new InvalidOperationException("The lease is not to be had.");
    }

    private static AppendBatch Batch(long first)
    {
        byte[] bytes = [4, .. BitConverter.GetBytes(first)];
        return new AppendBatch(
            first,
            [new NewEntry(EntryKind.Clock, bytes, MerkleHash.OfLeaf(bytes), null, null)],
            [],
            []
        );
    }
}
