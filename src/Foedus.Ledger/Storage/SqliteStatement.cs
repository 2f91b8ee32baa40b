using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Foedus.Ledger.Storage;

/// <summary>
/// A statement prepared once and run for every event, with values bound by place. The library's commands look each
/// parameter up by its name whenever they run, which costs more than what most of these statements do.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    /// <exception cref="SqliteException">The text is none that this database can run.</exception>
    public SqliteStatement(SqliteConnection connection, string text)
    {
        database =
            connection.Handle ?? throw new InvalidOperationException("The connection is not open: it has no handle.");
        Check(raw.sqlite3_prepare_v2(database, text, out statement));
    }

    /// <param name="place">From 1, as SQLite counts.</param>
    public SqliteStatement Bind(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, place, value));
        return this;
    }

    public SqliteStatement Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(statement, place, value));
        return this;
    }

    public SqliteStatement Bind(int place, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, place, value));
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="SqliteException">It failed; the connection's transaction is as SQLite left it.</exception>
    public void Execute()
    {
        try
        {
            Check(raw.sqlite3_step(statement));
        }
        finally
        {
            // Says again what the step said.
            _ = raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The first column of the first row, a whole number; null where there is no row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    /// <exception cref="LedgerDamagedException">There is something else than a whole number.</exception>
    public long? ReadNumber()
    {
        try
        {
            var result = raw.sqlite3_step(statement);
            Check(result);
            if (result == raw.SQLITE_DONE)
            {
                return null;
            }
            return raw.sqlite3_column_type(statement, 0) == raw.SQLITE_INTEGER
                ? raw.sqlite3_column_int64(statement, 0)
                : throw new LedgerDamagedException("The database is damaged: a column has a value of another type.");
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
