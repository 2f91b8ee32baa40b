using System.Globalization;
using System.IO;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Npgsql;

namespace Foedus.Ledger.Storage;

/// <summary>Reads a log in PostgreSQL, from any node.</summary>
public class PostgresLedgerReader : ILedgerReader
{
    /// <param name="connectionString">Of a role that may create tables in the first schema of its search path.</param>
    public PostgresLedgerReader(string connectionString)
    {
        Source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                Timeout = 5,
                CommandTimeout = 10,
                MaxPoolSize = 16,
            }
        );
    }

    protected NpgsqlDataSource Source { get; }

    public long ReadSize() =>
        With(() =>
        {
            using var command = Source.CreateCommand("SELECT COALESCE(MAX(idx) + 1, 0) FROM entry");
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        });

    public IReadOnlyList<StoredEntry> ReadEntries(long from, int count) =>
        With(() =>
        {
            using var command = Source.CreateCommand(
                "SELECT idx, bytes, leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx"
            );
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(from + count);
            using var rows = command.ExecuteReader();
            var entries = new List<StoredEntry>();
            while (rows.Read())
            {
                entries.Add(
                    CheckedEntry.Of(
                        from + entries.Count,
                        rows.GetInt64(0),
                        rows.GetFieldValue<byte[]>(1),
                        rows.GetFieldValue<byte[]>(2)
                    )
                );
            }
            return entries;
        });

    public bool TryFindIndex(string source, string id, out long index)
    {
        index = With(() =>
        {
            using var command = Source.CreateCommand("SELECT idx FROM identity WHERE source = $1 AND id = $2");
            command.Parameters.AddWithValue(source);
            command.Parameters.AddWithValue(id);
            return command.ExecuteScalar() is long found ? found : -1L;
        });
        return index >= 0;
    }

    public IReadOnlyList<long> ReadIndexesOf(EntryKind kind) =>
        With(() =>
        {
            using var command = Source.CreateCommand(
                "SELECT idx FROM entry WHERE kind = $1 AND kind <> 1 ORDER BY idx"
            );
            command.Parameters.AddWithValue((short)kind);
            using var rows = command.ExecuteReader();
            var indexes = new List<long>();
            while (rows.Read())
            {
                indexes.Add(rows.GetInt64(0));
            }
            return indexes;
        });

    public IReadOnlyList<SourceHead> ReadHeads() =>
        With(() =>
        {
            using var command = Source.CreateCommand("SELECT source, sequence, hash FROM head");
            using var rows = command.ExecuteReader();
            var heads = new List<SourceHead>();
            while (rows.Read())
            {
                heads.Add(new SourceHead(rows.GetString(0), rows.GetInt64(1), rows.GetString(2)));
            }
            // The order is ours: a server's collation is not the same everywhere.
            heads.Sort((left, right) => string.CompareOrdinal(left.Source, right.Source));
            return heads;
        });

    public MerkleHash[] ReadTile(TileId tile, int width) =>
        With(() =>
        {
            if (tile.Level == 0 && WholeTile(tile.Index) is { } whole)
            {
                return NewTile.Read(whole, tile, width);
            }
            var first = tile.Index * TileId.FullWidth;
            using var command = Source.CreateCommand(
                tile.Level == 0
                    ? "SELECT idx, leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx"
                    : "SELECT idx, hash FROM node WHERE level = $3 AND idx >= $1 AND idx < $2 ORDER BY idx"
            );
            command.Parameters.AddWithValue(first);
            command.Parameters.AddWithValue(first + width);
            if (tile.Level > 0)
            {
                command.Parameters.AddWithValue((short)tile.Level);
            }
            using var rows = command.ExecuteReader();
            var hashes = new MerkleHash[width];
            var count = 0;
            while (rows.Read())
            {
                if (
                    rows.GetInt64(0) != first + count
                    || rows.GetFieldValue<byte[]>(1) is not { Length: MerkleHash.Length } bytes
                )
                {
                    break;
                }
                hashes[count++] = new MerkleHash(bytes);
            }
            return count == width
                ? hashes
                : throw new LedgerDamagedException(
                    $"A hash of {tile.Path(width)} is missing from the store or damaged.",
                    tile.Level == 0 ? first + count : -1
                );
        });

    private byte[]? WholeTile(long index)
    {
        using var command = Source.CreateCommand("SELECT hashes FROM tile WHERE idx = $1");
        command.Parameters.AddWithValue(index);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>The checkpoint that the leading node last had cosigned; null before there is one.</summary>
    public byte[]? ReadPublished() =>
        With(() =>
        {
            using var command = Source.CreateCommand("SELECT note FROM published");
            return command.ExecuteScalar() as byte[];
        });

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Source.Dispose();

    protected static T With<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NpgsqlException failure)
        {
            throw new IOException($"The database cannot be read: {failure.Message}.", failure);
        }
    }
}
