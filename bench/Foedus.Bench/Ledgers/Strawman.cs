using System.Text;
using System.Threading.Channels;
using Foedus.Ledger.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Foedus.Bench.Ledgers;

/// <summary>
/// The least that could be called an acknowledging server: Kestrel, one ES256 verification as the platform offers it (each
/// key imported once), SQLite with group commit. No tree, no receipt, no identity, no chain, no roles: what the ledger
/// costs is the distance from here.
/// </summary>
internal sealed class Strawman : IAsyncDisposable
{
    private readonly Channel<(string Jws, TaskCompletionSource<long> Answer)> queue = Channel.CreateBounded<(
        string,
        TaskCompletionSource<long>
    )>(4096);
    private readonly Dictionary<string, StrawmanKey> keys;
    private readonly WebApplication app;
    private readonly Thread writer;

    public Strawman(string database, IEnumerable<Es256PublicKey> keys)
    {
        this.keys = keys.ToDictionary(key => key.Id.ToString(), key => new StrawmanKey(key), StringComparer.Ordinal);
        writer = new Thread(() => Write(database)) { IsBackground = true };
        writer.Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/events", (RequestDelegate)AppendAsync);
    }

    public string Url => app.Urls.First();

    public Task StartAsync() => app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        queue.Writer.Complete();
        writer.Join();
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private async Task AppendAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        var jws = await reader.ReadToEndAsync();
        if (
            !CompactJws.TryParse(jws, out var parsed, out _)
            || !keys.TryGetValue(parsed.Header.KeyId, out var key)
            || !key.HasSigned(jws)
        )
        {
            context.Response.StatusCode = 422;
            return;
        }
        var answer = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync((jws, answer));
        var index = await answer.Task;
        context.Response.StatusCode = 201;
        await context.Response.WriteAsync($"{{\"index\":{index}}}");
    }

    private void Write(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, "CREATE TABLE entry (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO entry (bytes) VALUES ($0) RETURNING idx";
        insert.Parameters.Add(new SqliteParameter { ParameterName = "$0" });
        var answers = new List<(TaskCompletionSource<long>, long)>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            answers.Clear();
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                while (answers.Count < 512 && queue.Reader.TryRead(out var item))
                {
                    insert.Parameters[0].Value = Encoding.ASCII.GetBytes(item.Jws);
                    answers.Add((item.Answer, (long)(insert.ExecuteScalar() ?? 0L)));
                }
                transaction.Commit();
            }
            foreach (var (answer, index) in answers)
            {
                answer.TrySetResult(index);
            }
        }
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
