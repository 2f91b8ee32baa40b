using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Microsoft.AspNetCore.Builder;

namespace Foedus.Server.Tests;

/// <summary>What strangers can send is bounded, and too much of it is turned away before anything is written. Over plain sockets: no client library mends what is sent.</summary>
public sealed class LimitTests : IAsyncLifetime, IDisposable
{
    private readonly TestLog log = new();
    private GatedStore? gated;
    private LedgerWriter? writer;
    private WebApplication? app;
    private Source? france;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Source France => france ?? throw new InvalidOperationException("not started");

    private GatedStore Store => gated ?? throw new InvalidOperationException("not started");

    private LedgerWriter Writer => writer ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        france = log.Register("France");
        log.Close();
        gated = new GatedStore(log.Folder.OpenStore() ?? throw new InvalidOperationException("no store"));
        writer = log.Folder.OpenWriter(gated, log.Clock);
        app = WebHost.ForLedger(new Host(writer), "http://127.0.0.1:0");
        await app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        gated?.Open();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        writer?.Dispose();
        log.Dispose();
    }

    public void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task Too_much_at_once_is_turned_away_with_429_before_the_body_is_read()
    {
        var events = Enumerable
            .Range(0, LedgerWriter.QueueLength + LedgerWriter.LargestBatch)
            .Select(i => France.Next($"e{i}"))
            .ToList();
        Store.Close();
        var waiting = new List<Task<AppendOutcome>> { Writer.AppendAsync(events[0]) };
        // The sequencer holds one batch, and stands still with it; behind it the queue fills.
        while (Writer.Waiting > 0)
        {
            await Task.Delay(5, Cancel);
        }
        waiting.AddRange(events[1..(LedgerWriter.QueueLength + 1)].Select(Writer.AppendAsync));
        Assert.Equal(LedgerWriter.QueueLength, Writer.Waiting);
        var size = Writer.Reader.ReadSize();

        // The head alone: whoever has to wait for the body of a stranger, who never sends it, is stopped by it.
        foreach (var path in (string[])["/events", "/batch"])
        {
            var answer = await SendAsync(
                $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/jose\r\nContent-Length: 900\r\n\r\n",
                closes: false
            );
            Assert.StartsWith("HTTP/1.1 429 ", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nRetry-After: 1\r\n", answer, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"outcome\":\"busy\"", answer, StringComparison.Ordinal);
        }
        Assert.StartsWith("HTTP/1.1 429 ", await PostAsync("/events", events[^1]), StringComparison.Ordinal);
        Assert.Equal(AppendFate.Busy, (await Writer.AppendAsync(events[^1])).Fate);
        Assert.Equal(size, Writer.Reader.ReadSize());
        // Reading goes on.
        Assert.StartsWith(
            "HTTP/1.1 200 ",
            await SendAsync("GET /checkpoint HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal
        );

        Store.Open();
        var outcomes = await Task.WhenAll(waiting);
        Assert.All(outcomes, outcome => Assert.Equal(AppendFate.Accepted, outcome.Fate));
        Assert.Equal(size + waiting.Count, Writer.Reader.ReadSize());
        Assert.StartsWith(
            "HTTP/1.1 201 ",
            await PostAsync("/events", events[LedgerWriter.QueueLength + 1]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Bodies_are_bounded_whether_or_not_they_say_how_long_they_are()
    {
        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await SendAsync("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n", closes: false),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await SendAsync("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 700000000\r\n\r\n", closes: false),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await SendAsync("POST /batch HTTP/1.1\r\nHost: x\r\nContent-Length: 17000000\r\n\r\n", closes: false),
            StringComparison.Ordinal
        );
        var chunk = "4000\r\n" + new string('a', 0x4000) + "\r\n";
        var chunked =
            "POST /events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + string.Concat(Enumerable.Repeat(chunk, 5));
        Assert.StartsWith("HTTP/1.1 413 ", await SendAsync(chunked, closes: false), StringComparison.Ordinal);
        var lines = string.Join('\n', Enumerable.Repeat("x", LedgerEndpoints.LargestBatch + 1));
        Assert.StartsWith("HTTP/1.1 422 ", await PostAsync("/batch", lines), StringComparison.Ordinal);
        Assert.Equal(2, Writer.Reader.ReadSize());
    }

    [Fact]
    public async Task Heads_are_bounded()
    {
        Assert.StartsWith(
            "HTTP/1.1 431 ",
            await SendAsync($"GET /checkpoint HTTP/1.1\r\nHost: x\r\nX: {new string('a', 9000)}\r\n\r\n"),
            StringComparison.Ordinal
        );
        var many = string.Concat(
            Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"X{i}: a\r\n"))
        );
        Assert.StartsWith(
            "HTTP/1.1 431 ",
            await SendAsync($"GET /checkpoint HTTP/1.1\r\nHost: x\r\n{many}\r\n"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 414 ",
            await SendAsync($"GET /{new string('a', 3000)} HTTP/1.1\r\nHost: x\r\n\r\n"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await SendAsync("GET /checkpoint HTTP/1.1\r\n\r\n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_answer_is_one_that_the_description_of_the_api_names()
    {
        using var http = new HttpClient { BaseAddress = new Uri(app?.Urls.First() ?? "") };
        var paths = JsonDocument
            .Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel))
            .RootElement.GetProperty("paths");
        var described = paths
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")
            )
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "GET /checkpoint",
                "GET /entries/{index}",
                "GET /health/live",
                "GET /health/ready",
                "GET /keys",
                "GET /receipts/{index}",
                "GET /sources/{source}",
                "GET /tile/{path}",
                "POST /batch",
                "POST /events",
            ],
            described
        );
        var jws = France.Next("a");
        async Task CheckAsync(string path, string address, HttpContent? body = null)
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address)
            {
                Content = body,
            };
            using var response = await http.SendAsync(request, Cancel);
            var responses = paths.GetProperty(path).GetProperty(body is null ? "get" : "post").GetProperty("responses");
            Assert.True(
                responses.TryGetProperty($"{(int)response.StatusCode}", out var named),
                $"{path} answers {response.StatusCode}, which is not described"
            );
            if (
                response.Content.Headers.ContentType is { MediaType: { } type }
                && named.TryGetProperty("content", out var content)
            )
            {
                Assert.Contains(
                    content.EnumerateObject(),
                    kind => kind.Name.StartsWith(type, StringComparison.Ordinal)
                );
            }
        }
        StringContent Text(string text) => new(text, Encoding.ASCII, "application/jose");
        await CheckAsync("/events", "/events", Text(jws));
        await CheckAsync("/events", "/events", Text(jws));
        await CheckAsync("/events", "/events", Text("x"));
        await CheckAsync("/events", "/events", Text(new string('a', 70_000)));
        await CheckAsync("/batch", "/batch", Text(France.Next("b")));
        await CheckAsync("/batch", "/batch", Text(string.Join('\n', Enumerable.Repeat("x", 1001))));
        foreach (
            var (path, address) in ((string, string)[])
                [
                    ("/checkpoint", "/checkpoint"),
                    ("/entries/{index}", "/entries/0"),
                    ("/entries/{index}", "/entries/99"),
                    ("/receipts/{index}", "/receipts/0"),
                    ("/receipts/{index}", "/receipts/99"),
                    ("/tile/{path}", "/tile/entries/000.p/2"),
                    ("/tile/{path}", "/tile/0/000.p/77"),
                    ("/keys", "/keys"),
                    ("/sources/{source}", "/sources/France"),
                    ("/sources/{source}", "/sources/Nobody"),
                    ("/health/live", "/health/live"),
                    ("/health/ready", "/health/ready"),
                ]
        )
        {
            await CheckAsync(path, address);
        }
        Writer.Stop("broken");
        await CheckAsync("/events", "/events", Text(France.Next("c")));
        await CheckAsync("/health/ready", "/health/ready");
    }

    private Task<string> PostAsync(string path, string body) =>
        SendAsync(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/jose\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );

    /// <summary>Sends the bytes and reads what comes until the server closes, or, where it does not, until a whole answer is there.</summary>
    private async Task<string> SendAsync(string request, bool closes = true)
    {
        var address = new Uri(app?.Urls.First() ?? "");
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        }
        catch (IOException)
        {
            // The server has said its word and closed before everything was sent.
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
                if (!closes && text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // Closed hard behind the answer.
        }
        return text.ToString();
    }

    private sealed class Host(LedgerWriter writer) : ILedgerHost
    {
        public ILedgerReader Reader => writer.Reader;

        public LedgerWriter Writer => writer;

        public SignedNote Latest => writer.LatestCheckpoint;

        public SignedNote Published => writer.LatestCheckpoint;

        public KeyRegistry Registry => writer.Registry;
    }
}
