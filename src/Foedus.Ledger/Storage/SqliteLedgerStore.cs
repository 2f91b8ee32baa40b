using System.Globalization;
using System.IO;
using Foedus.Ledger.Merkle;
using Microsoft.Data.Sqlite;

namespace Foedus.Ledger.Storage;

/// <summary>
/// A log in one SQLite file. Exception strategy: a full disk or a read-only file rolls back and may be tried again; after
/// any other failure of a write (a failed fsync above all) this object is spent, and only a new process may find out what
/// is durable.
/// </summary>
public sealed class SqliteLedgerStore : SqliteLedgerReader, ILedgerStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS entry (idx INTEGER PRIMARY KEY, kind INTEGER NOT NULL, bytes BLOB NOT NULL, leaf BLOB NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS entry_kind ON entry (kind, idx) WHERE kind <> 1;
        CREATE TABLE IF NOT EXISTS identity (source TEXT NOT NULL, id TEXT NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (source, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS node (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tile (idx INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS head (source TEXT PRIMARY KEY, sequence INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    private const int SqliteFull = 13;
    private const int SqliteReadOnly = 8;
    private const int SqliteBusy = 5;
    private const int SqliteCannotOpen = 14;

    private readonly SqliteConnection connection;
    private readonly FileStream gate;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement insertEntry;
    private readonly SqliteStatement insertIdentity;
    private readonly SqliteStatement insertNode;
    private readonly SqliteStatement insertTile;
    private readonly SqliteStatement upsertHead;
    private long size;
    private bool isSpent;

    private SqliteLedgerStore(string path, SqliteConnection connection, FileStream gate)
        : base(path)
    {
        this.connection = connection;
        this.gate = gate;
        begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        commit = new SqliteStatement(connection, "COMMIT");
        insertEntry = new SqliteStatement(connection, "INSERT INTO entry (idx, kind, bytes, leaf) VALUES (?, ?, ?, ?)");
        insertIdentity = new SqliteStatement(connection, "INSERT INTO identity (source, id, idx) VALUES (?, ?, ?)");
        insertNode = new SqliteStatement(connection, "INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)");
        insertTile = new SqliteStatement(connection, "INSERT INTO tile (idx, hashes) VALUES (?, ?)");
        upsertHead = new SqliteStatement(
            connection,
            "INSERT INTO head (source, sequence, hash) VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash"
        );
        size = ReadSize();
    }

    public bool IsHolder => !isSpent;

    /// <summary>Opens the file to write, or makes it. Only one process can hold it.</summary>
    /// <param name="path">Of the database file; a file beside it, with <c>.lock</c> added, keeps other writers out.</param>
    public static SqliteLedgerStore Open(string path)
    {
#pragma warning disable RS0030 // A store is where the disk is.
        FileStream gate;
        try
        {
            gate = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure is not DirectoryNotFoundException)
        {
            throw new StoreRefusedException(
                $"{path}.lock cannot be taken: another process writes this ledger, or the folder is read-only ({failure.Message})",
                failure
            );
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StoreRefusedException(
                $"The ledger's folder cannot be written: {failure.Message} Give this user the right to write there.",
                failure
            );
        }
#pragma warning restore RS0030
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 5,
            }.ToString()
        );
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "PRAGMA synchronous = FULL");
            // What is written back and forth at each commit (the ends of the tables) goes to the database once in so many
            // pages of 4 KiB; a restart reads at most as many.
            Run(connection, "PRAGMA wal_autocheckpoint = 4000");
            // In KiB, negative: identities are not in the order of arrival, and a million of them have to be at hand.
            Run(connection, "PRAGMA cache_size = -65536");
            Run(connection, "PRAGMA busy_timeout = 5000");
            Demand(connection, "PRAGMA journal_mode", "wal");
            Demand(connection, "PRAGMA synchronous", "2");
            Run(connection, Schema);
            // What a process before this one wrote and could not make sure of is written and synchronised again now.
            Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return new SqliteLedgerStore(path, connection, gate);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            gate.Dispose();
            if (
                failure is SqliteException
                {
                    SqliteErrorCode: SqliteFull or SqliteReadOnly or SqliteBusy or SqliteCannotOpen
                }
            )
            {
                throw new StoreRefusedException($"{path} cannot be opened to write: {failure.Message}.", failure);
            }
            if (failure is SqliteException { SqliteErrorCode: 11 or 26 })
            {
                throw new LedgerDamagedException($"The database is damaged: {failure.Message}.");
            }
            if (failure is SqliteException)
            {
                throw new IOException($"{path} cannot be opened: {failure.Message}.", failure);
            }
            throw;
        }
    }

    public void Append(AppendBatch batch)
    {
        if (isSpent)
        {
            throw new InvalidOperationException("A store whose write failed is not written to again.");
        }
        if (batch.FirstIndex != size)
        {
            throw new InvalidOperationException($"The batch begins at {batch.FirstIndex}, the log ends at {size}.");
        }
        try
        {
            begin.Execute();
            Write(batch);
            commit.Execute();
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SqliteFull or SqliteReadOnly or SqliteBusy)
        {
            RollBack();
            throw new StoreRefusedException($"The database takes no more: {failure.Message}.", failure);
        }
        catch (SqliteException failure)
        {
            isSpent = true;
            RollBack();
            throw new IOException(
                $"Writing the database failed: {failure.Message}. Nothing more is written until the ledger is opened anew.",
                failure
            );
        }
        catch
        {
            isSpent = true;
            RollBack();
            throw;
        }
        size += batch.Entries.Count;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        begin.Dispose();
        commit.Dispose();
        insertEntry.Dispose();
        insertIdentity.Dispose();
        insertNode.Dispose();
        insertTile.Dispose();
        upsertHead.Dispose();
        connection.Dispose();
        gate.Dispose();
    }

    private void Write(AppendBatch batch)
    {
        Span<byte> hash = stackalloc byte[MerkleHash.Length];
        var index = batch.FirstIndex;
        foreach (var entry in batch.Entries)
        {
            entry.Leaf.CopyTo(hash);
            insertEntry.Bind(1, index).Bind(2, (int)entry.Kind).Bind(3, entry.Bytes).Bind(4, hash).Execute();
            if (entry is { Source: { } source, Id: { } id })
            {
                insertIdentity.Bind(1, source).Bind(2, id).Bind(3, index).Execute();
            }
            index++;
        }
        foreach (var node in batch.Nodes)
        {
            node.Hash.CopyTo(hash);
            insertNode.Bind(1, node.Level).Bind(2, node.Index).Bind(3, hash).Execute();
        }
        foreach (var tile in batch.Tiles)
        {
            insertTile.Bind(1, tile.Index).Bind(2, tile.Hashes).Execute();
        }
        foreach (var head in batch.Heads)
        {
            upsertHead.Bind(1, head.Source).Bind(2, head.Sequence).Bind(3, head.Hash).Execute();
        }
    }

    /// <summary>After a failure SQLite has often rolled back by itself; what is left of the transaction ends here.</summary>
    private void RollBack()
    {
        try
        {
            Run(connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // Nothing was open any more, or the disk still fails: opening the database anew rolls back.
        }
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = Command(connection, text);
        command.ExecuteNonQuery();
    }

    /// <summary>A setting that was made and is not in force would lose what was acknowledged.</summary>
    private static void Demand(SqliteConnection connection, string pragma, string expected)
    {
        using var command = Command(connection, pragma);
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (!string.Equals(actual, expected, StringComparison.Ordinal))
        {
            throw new IOException(
                $"SQLite does not keep '{pragma} = {expected}' (it says {actual}): acknowledged events could be lost here."
            );
        }
    }
}
