using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Microsoft.Data.Sqlite;

namespace Foedus.Ledger.Storage;

/// <summary>
/// Reads a log in SQLite, through read-only connections of which none ever checkpoints: that is the writer's alone (the
/// bundled version has a defect when several connections do).
/// </summary>
public class SqliteLedgerReader : ILedgerReader
{
    private readonly ConcurrentBag<Session> idle = [];
    private readonly string connectionString;
    private bool disposed;

    /// <param name="path">Of the database file.</param>
    public SqliteLedgerReader(string path)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString();
    }

    public long ReadSize() =>
        With(session =>
        {
            var command = session.Prepared("SELECT COALESCE(MAX(idx) + 1, 0) FROM entry");
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        });

    public IReadOnlyList<StoredEntry> ReadEntries(long from, int count) =>
        With(session =>
        {
            var command = session.Prepared(
                "SELECT idx, bytes, leaf FROM entry WHERE idx >= $0 AND idx < $1 ORDER BY idx"
            );
            session.Bind(command, from, from + count);
            using var rows = command.ExecuteReader();
            var entries = new List<StoredEntry>();
            while (rows.Read())
            {
                entries.Add(
                    CheckedEntry.Of(from + entries.Count, rows.GetInt64(0), BytesOf(rows, 1), BytesOf(rows, 2))
                );
            }
            return entries;
        });

    public bool TryFindIndex(string source, string id, out long index)
    {
        index = With(session => session.Identity.Bind(1, source).Bind(2, id).ReadNumber() ?? -1L);
        return index >= 0;
    }

    public IReadOnlyList<long> ReadIndexesOf(EntryKind kind) =>
        With(session =>
        {
            var command = session.Prepared("SELECT idx FROM entry WHERE kind = $0 AND kind <> 1 ORDER BY idx");
            session.Bind(command, (int)kind);
            using var rows = command.ExecuteReader();
            var indexes = new List<long>();
            while (rows.Read())
            {
                indexes.Add(rows.GetInt64(0));
            }
            return indexes;
        });

    public IReadOnlyList<SourceHead> ReadHeads() =>
        With(session =>
        {
            var command = session.Prepared("SELECT source, sequence, hash FROM head");
            using var rows = command.ExecuteReader();
            var heads = new List<SourceHead>();
            while (rows.Read())
            {
                heads.Add(new SourceHead(rows.GetString(0), rows.GetInt64(1), rows.GetString(2)));
            }
            heads.Sort((left, right) => string.CompareOrdinal(left.Source, right.Source));
            return heads;
        });

    public MerkleHash[] ReadTile(TileId tile, int width) =>
        With(session =>
        {
            if (tile.Level == 0 && WholeTile(session, tile.Index) is { } whole)
            {
                return NewTile.Read(whole, tile, width);
            }
            var first = tile.Index * TileId.FullWidth;
            var command = session.Prepared(
                tile.Level == 0
                    ? "SELECT idx, leaf FROM entry WHERE idx >= $0 AND idx < $1 ORDER BY idx"
                    : "SELECT idx, hash FROM node WHERE level = $2 AND idx >= $0 AND idx < $1 ORDER BY idx"
            );
            if (tile.Level > 0)
            {
                session.Bind(command, first, first + width, tile.Level);
            }
            else
            {
                session.Bind(command, first, first + width);
            }
            using var rows = command.ExecuteReader();
            var hashes = new MerkleHash[width];
            var count = 0;
            while (rows.Read())
            {
                if (rows.GetInt64(0) != first + count || BytesOf(rows, 1) is not { Length: MerkleHash.Length } bytes)
                {
                    break;
                }
                hashes[count++] = new MerkleHash(bytes);
            }
            if (count < width)
            {
                throw new LedgerDamagedException(
                    $"A hash of {tile.Path(width)} is missing from the store or damaged.",
                    tile.Level == 0 ? first + count : -1
                );
            }
            return hashes;
        });

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        disposed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    protected static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
        // The texts are constants of this class: nothing from outside is ever part of one.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Null where the tile is not full yet, or the table that was there before has none.</summary>
    private static byte[]? WholeTile(Session session, long index)
    {
        var command = session.Prepared("SELECT hashes FROM tile WHERE idx = $0");
        session.Bind(command, index);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>A column as bytes; of a row that somebody wrote another type into, none.</summary>
    private static byte[] BytesOf(SqliteDataReader rows, int column) => rows.GetValue(column) as byte[] ?? [];

    private T With<T>(Func<Session, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryTake(out var session))
        {
            session = new Session(connectionString);
        }
        try
        {
            session.Open();
            var result = read(session);
            idle.Add(session);
            return result;
        }
        catch (SqliteException failure)
        {
            session.Dispose();
            throw failure.SqliteErrorCode is 11 or 26
                ? new LedgerDamagedException($"The database is damaged: {failure.Message}.")
                : new IOException($"The database cannot be read: {failure.Message}.", failure);
        }
        catch (InvalidCastException)
        {
            session.Dispose();
            throw new LedgerDamagedException("The database is damaged: a column has a value of another type.");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection with the statements it has prepared: preparing one costs more than running it.</summary>
    private sealed class Session(string connectionString) : IDisposable
    {
        private readonly SqliteConnection connection = new(connectionString);
        private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
        private SqliteStatement? identity;

        /// <summary>Asked of every event that comes in.</summary>
        public SqliteStatement Identity =>
            identity ??= new SqliteStatement(connection, "SELECT idx FROM identity WHERE source = ? AND id = ?");

        public void Open()
        {
            if (connection.State != System.Data.ConnectionState.Open)
            {
                connection.Open();
                using var command = Command(connection, "PRAGMA busy_timeout = 5000");
                command.ExecuteNonQuery();
            }
        }

        public SqliteCommand Prepared(string text)
        {
            if (!prepared.TryGetValue(text, out var command))
            {
                command = Command(connection, text);
                prepared.Add(text, command);
            }
            return command;
        }

        /// <summary>Gives the parameters $0, $1 … their values.</summary>
        public void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = command.Parameters.Count; i < values.Length; i++)
            {
                command.Parameters.Add(
                    new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) }
                );
            }
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }
        }

        public void Dispose()
        {
            foreach (var command in prepared.Values)
            {
                command.Dispose();
            }
            identity?.Dispose();
            connection.Dispose();
        }
    }
}
