using System.Globalization;
using System.IO;
using Npgsql;
using NpgsqlTypes;

namespace Foedus.Ledger.Storage;

/// <summary>
/// A log in PostgreSQL, held by one node at a time. Who holds it has the advisory lock and the highest fencing token
/// (<em>epoch</em>); every commit names its token and the size it begins at, so that a holder who slept through his
/// successor's election writes nothing. Exception strategy: any failure of a write spends this object; the node stands
/// in the queue again, and reads what is durable when its turn comes.
/// </summary>
public sealed class PostgresLedgerStore : PostgresLedgerReader, ILedgerStore
{
    /// <summary>A holder that has not renewed for so long is taken for dead.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(4);

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS entry (idx bigint PRIMARY KEY, kind smallint NOT NULL, bytes bytea NOT NULL, leaf bytea NOT NULL);
        CREATE INDEX IF NOT EXISTS entry_kind ON entry (kind, idx) WHERE kind <> 1;
        CREATE TABLE IF NOT EXISTS identity (source text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, idx bigint NOT NULL, PRIMARY KEY (source, id));
        CREATE TABLE IF NOT EXISTS node (level smallint NOT NULL, idx bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (level, idx));
        CREATE TABLE IF NOT EXISTS head (source text COLLATE "C" PRIMARY KEY, sequence bigint NOT NULL, hash text NOT NULL);
        CREATE TABLE IF NOT EXISTS lease (one boolean PRIMARY KEY DEFAULT true CHECK (one), epoch bigint NOT NULL, size bigint NOT NULL, holder int NOT NULL, renewed timestamptz NOT NULL);
        CREATE TABLE IF NOT EXISTS tile (idx bigint PRIMARY KEY, hashes bytea NOT NULL);
        CREATE TABLE IF NOT EXISTS published (one boolean PRIMARY KEY DEFAULT true CHECK (one), size bigint NOT NULL, note bytea NOT NULL);
        INSERT INTO lease (epoch, size, holder, renewed) VALUES (0, 0, 0, 'epoch') ON CONFLICT DO NOTHING;
        """;

    private readonly Lock gate = new();
    private readonly NpgsqlConnection connection;
    private readonly long epoch;
    private readonly Timer renewal;
    private long size;
    private bool isSpent;

    private PostgresLedgerStore(string connectionString, NpgsqlConnection connection, long epoch, long size)
        : base(connectionString)
    {
        this.connection = connection;
        this.epoch = epoch;
        this.size = size;
        renewal = new Timer(_ => Renew(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public bool IsHolder => !Volatile.Read(ref isSpent);

    /// <summary>The fencing token under which this node writes.</summary>
    public long Epoch => epoch;

    /// <summary>Makes the tables where there are none.</summary>
    public static void Prepare(string connectionString)
    {
        using var connection = Connect(connectionString);
        try
        {
            // Looking costs nobody a lock; making tables beside a writer could deadlock with it.
            using (
                var look = new NpgsqlCommand(
                    "SELECT to_regclass('published') IS NOT NULL AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('lease'))",
                    connection
                )
            )
            {
                if (look.ExecuteScalar() is true)
                {
                    return;
                }
            }
            // Two nodes that prepare at once would trip over each other's tables.
            Execute(connection, "SELECT pg_advisory_lock(hashtext('foedus prepare'))");
            Execute(connection, Schema);
            Execute(connection, "SELECT pg_advisory_unlock(hashtext('foedus prepare'))");
        }
        catch (NpgsqlException failure)
        {
            throw new IOException($"The database cannot be prepared: {failure.Message}.", failure);
        }
    }

    /// <summary>
    /// Takes the lease if nobody has it, or if its holder has not renewed it in time. Null while another node holds it.
    /// </summary>
    public static PostgresLedgerStore? TryOpen(string connectionString)
    {
        var connection = Connect(connectionString);
        try
        {
            Demand(connection, "fsync", "on");
            Demand(connection, "full_page_writes", "on");
            Execute(connection, "SET synchronous_commit = on");
            Demand(connection, "synchronous_commit", "on");
            if (!TryLock(connection))
            {
                EndDeadHolder(connection);
                connection.Dispose();
                return null;
            }
            using var command = new NpgsqlCommand(
                "UPDATE lease SET epoch = epoch + 1, holder = pg_backend_pid(), renewed = clock_timestamp() RETURNING epoch, size",
                connection
            );
            long epoch;
            long size;
            using (var row = command.ExecuteReader())
            {
                row.Read();
                (epoch, size) = (row.GetInt64(0), row.GetInt64(1));
            }
            return new PostgresLedgerStore(connectionString, connection, epoch, size);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is NpgsqlException)
            {
                throw new IOException($"The database cannot be opened: {failure.Message}.", failure);
            }
            throw;
        }
    }

    public void Append(AppendBatch batch)
    {
        lock (gate)
        {
            if (isSpent)
            {
                throw new StoreFencedException("this node no longer holds the ledger");
            }
            if (batch.FirstIndex != size)
            {
                throw new InvalidOperationException($"The batch begins at {batch.FirstIndex}, the log ends at {size}.");
            }
            try
            {
                using var transaction = connection.BeginTransaction();
                // First of all: whoever's token is old stops here, and whoever's is new waits for this commit.
                if (!TakePlace(batch, transaction))
                {
                    throw new StoreFencedException("another node holds the ledger now");
                }
                Write(batch, transaction);
                transaction.Commit();
            }
            catch (Exception failure)
            {
                Volatile.Write(ref isSpent, true);
                throw failure is NpgsqlException
                    ? new IOException(
                        $"Writing the database failed: {failure.Message}. What is durable is read anew.",
                        failure
                    )
                    : failure;
            }
            size += batch.Entries.Count;
        }
    }

    /// <summary>Shows a checkpoint with its cosignatures to all nodes, unless this one no longer leads or a larger one is shown.</summary>
    public void Publish(long treeSize, byte[] note) =>
        With(() =>
        {
            using var command = Source.CreateCommand(
                "INSERT INTO published (size, note) SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM lease WHERE epoch = $3) "
                    + "ON CONFLICT (one) DO UPDATE SET size = excluded.size, note = excluded.note WHERE published.size <= excluded.size"
            );
            command.Parameters.AddWithValue(treeSize);
            command.Parameters.AddWithValue(note);
            command.Parameters.AddWithValue(epoch);
            return command.ExecuteNonQuery();
        });

    protected override void Dispose(bool disposing)
    {
        renewal.Dispose();
        lock (gate)
        {
            Volatile.Write(ref isSpent, true);
            connection.Dispose();
        }
        base.Dispose(disposing);
    }

    private static NpgsqlConnection Connect(string connectionString)
    {
        // A session of its own: the advisory lock must end with it, and keep-alive finds a server that is gone.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                Pooling = false,
                Timeout = 3,
                CommandTimeout = 8,
                KeepAlive = 2,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch (NpgsqlException failure)
        {
            connection.Dispose();
            throw new IOException($"The database cannot be reached: {failure.Message}.", failure);
        }
    }

    private static bool TryLock(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "SELECT pg_try_advisory_lock(hashtext('foedus ledger'), hashtext(current_schema()))",
            connection
        );
        return command.ExecuteScalar() is true;
    }

    /// <summary>A holder whose process stands still keeps its session, and with it the lock: the session is ended for it.</summary>
    private static void EndDeadHolder(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(holder) FROM lease WHERE renewed < clock_timestamp() - make_interval(secs => $1) AND holder <> 0 "
                + "AND EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = lease.holder)",
            connection
        );
        command.Parameters.AddWithValue(LeaseTime.TotalSeconds);
        command.ExecuteNonQuery();
    }

    private bool TakePlace(AppendBatch batch, NpgsqlTransaction transaction)
    {
        using var command = new NpgsqlCommand(
            "UPDATE lease SET size = $1, renewed = clock_timestamp() WHERE epoch = $2 AND size = $3",
            connection,
            transaction
        );
        command.Parameters.AddWithValue(batch.FirstIndex + batch.Entries.Count);
        command.Parameters.AddWithValue(epoch);
        command.Parameters.AddWithValue(batch.FirstIndex);
        return command.ExecuteNonQuery() == 1;
    }

    private void Write(AppendBatch batch, NpgsqlTransaction transaction)
    {
        var entries = batch.Entries;
        Insert(
            transaction,
            "INSERT INTO entry (idx, kind, bytes, leaf) SELECT * FROM unnest($1, $2, $3, $4)",
            (Enumerable.Range(0, entries.Count).Select(i => batch.FirstIndex + i).ToArray(), NpgsqlDbType.Bigint),
            (entries.Select(entry => (short)entry.Kind).ToArray(), NpgsqlDbType.Smallint),
            (entries.Select(entry => entry.Bytes).ToArray(), NpgsqlDbType.Bytea),
            (entries.Select(entry => entry.Leaf.ToArray()).ToArray(), NpgsqlDbType.Bytea)
        );
        var identified = Enumerable.Range(0, entries.Count).Where(i => entries[i].Source is not null).ToList();
        Insert(
            transaction,
            "INSERT INTO identity (source, id, idx) SELECT * FROM unnest($1, $2, $3)",
            (identified.Select(i => entries[i].Source ?? "").ToArray(), NpgsqlDbType.Text),
            (identified.Select(i => entries[i].Id ?? "").ToArray(), NpgsqlDbType.Text),
            (identified.Select(i => batch.FirstIndex + i).ToArray(), NpgsqlDbType.Bigint)
        );
        Insert(
            transaction,
            "INSERT INTO node (level, idx, hash) SELECT * FROM unnest($1, $2, $3)",
            (batch.Nodes.Select(node => (short)node.Level).ToArray(), NpgsqlDbType.Smallint),
            (batch.Nodes.Select(node => node.Index).ToArray(), NpgsqlDbType.Bigint),
            (batch.Nodes.Select(node => node.Hash.ToArray()).ToArray(), NpgsqlDbType.Bytea)
        );
        Insert(
            transaction,
            "INSERT INTO tile (idx, hashes) SELECT * FROM unnest($1, $2)",
            (batch.Tiles.Select(tile => tile.Index).ToArray(), NpgsqlDbType.Bigint),
            (batch.Tiles.Select(tile => tile.Hashes).ToArray(), NpgsqlDbType.Bytea)
        );
        Insert(
            transaction,
            "INSERT INTO head (source, sequence, hash) SELECT * FROM unnest($1, $2, $3) ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash",
            (batch.Heads.Select(head => head.Source).ToArray(), NpgsqlDbType.Text),
            (batch.Heads.Select(head => head.Sequence).ToArray(), NpgsqlDbType.Bigint),
            (batch.Heads.Select(head => head.Hash).ToArray(), NpgsqlDbType.Text)
        );
    }

    private void Insert(
        NpgsqlTransaction transaction,
        string text,
        params ReadOnlySpan<(Array Values, NpgsqlDbType Type)> columns
    )
    {
        if (columns[0].Values.Length == 0)
        {
            return;
        }
        // The texts are constants of this class.
#pragma warning disable CA2100
        using var command = new NpgsqlCommand(text, connection, transaction);
#pragma warning restore CA2100
        foreach (var (values, type) in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }
        command.ExecuteNonQuery();
    }

    private void Renew()
    {
        // A commit renews as well; whoever is in one needs no second.
        if (!gate.TryEnter())
        {
            return;
        }
        try
        {
            if (isSpent)
            {
                return;
            }
            using var command = new NpgsqlCommand(
                "UPDATE lease SET renewed = clock_timestamp() WHERE epoch = $1",
                connection
            );
            command.Parameters.AddWithValue(epoch);
            if (command.ExecuteNonQuery() != 1)
            {
                Volatile.Write(ref isSpent, true);
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            Volatile.Write(ref isSpent, true);
        }
        finally
        {
            gate.Exit();
        }
    }

    private static void Execute(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100
        using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Demand(NpgsqlConnection connection, string setting, string expected)
    {
        using var command = new NpgsqlCommand("SELECT current_setting($1)", connection);
        command.Parameters.AddWithValue(setting);
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != expected)
        {
            throw new IOException(
                $"The database has {setting} = {actual}, not {expected}: acknowledged events could be lost there."
            );
        }
    }
}
