using System.Net;
using System.Text;
using System.Text.Json;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Verification;
using Foedus.Ledger.Witnessing;
using Microsoft.AspNetCore.Builder;

namespace Foedus.Server.Tests;

public sealed class HttpTests : IAsyncLifetime, IDisposable
{
    private readonly TestLog log = new();
    private readonly HttpClient http = new();
    private LedgerHost? host;
    private WebApplication? app;
    private Source? france;

    private Source France => france ?? throw new InvalidOperationException("not started");

    private LedgerHost Host => host ?? throw new InvalidOperationException("not started");

    private string Url => app?.Urls.First() ?? "";

    public async ValueTask InitializeAsync()
    {
        france = log.Register("France");
        log.Close();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        log.Dispose();
    }

    public void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task An_event_is_appended_and_its_receipt_proves_it()
    {
        var jws = France.Next("a");
        var (status, body) = await PostAsync("/events", jws);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(2, body.GetProperty("index").GetInt64());
        Assert.True(InclusionReceipt.TryParse(body.GetProperty("receipt").GetString() ?? "", out var receipt, out _));
        var entry = await http.GetByteArrayAsync(new Uri(Url + "/entries/2"), Cancel);
        Assert.True(receipt.Proves(entry));
        Assert.True(LedgerEntry.TryParse(entry, out var read, out _));
        Assert.Equal(jws, read.Jws);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/events", jws)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("/events", SameIdOther(France))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/events", "e30.e30.AA")).Status);
    }

    [Fact]
    public async Task A_batch_is_answered_line_by_line()
    {
        var lines = Enumerable.Range(0, 5).Select(i => France.Next($"b{i}")).ToList();
        lines.Insert(2, "rubbish");
        using var content = new StringContent(string.Join('\n', lines), Encoding.ASCII, "text/plain");
        using var response = await http.PostAsync(new Uri(Url + "/batch"), content, Cancel);
        var answers = (await response.Content.ReadAsStringAsync(Cancel))
            .TrimEnd('\n')
            .Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(6, answers.Count);
        Assert.Equal("refused", answers[2].GetProperty("outcome").GetString());
        Assert.Equal(
            [2, 3, 4, 5, 6],
            answers.Where((_, i) => i != 2).Select(answer => answer.GetProperty("index").GetInt64())
        );
    }

    [Fact]
    public async Task The_served_tiles_verify_as_a_log()
    {
        foreach (var i in Enumerable.Range(0, 300))
        {
            await Host.Writer.AppendAsync(France.Next($"t{i}"));
        }
        var note = await CheckpointAsync();
        Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint, out _));
        var result = await Task.Run(
            () => LedgerVerifier.Verify(new HttpEntries(http, Url, checkpoint.Size), note, [], []),
            Cancel
        );
        Assert.Null(result.Fault);
        Assert.Equal(302, result.Checkpoint.Size);
        var receipt = await http.GetStringAsync(new Uri(Url + "/receipts/17"), Cancel);
        Assert.True(InclusionReceipt.TryParse(receipt, out var read, out _));
        Assert.True(read.Proves(await http.GetByteArrayAsync(new Uri(Url + "/entries/17"), Cancel)));
    }

    [Theory]
    [InlineData("/entries/99999")]
    [InlineData("/entries/-1")]
    [InlineData("/receipts/99999")]
    [InlineData("/tile/0/000.p/250")]
    [InlineData("/tile/0/000.p/07")]
    [InlineData("/tile/9/000")]
    [InlineData("/tile/entries/x999/x999/999")]
    [InlineData("/tile/..%2f..%2foperator.jwk")]
    [InlineData("/operator.jwk")]
    [InlineData("/")]
    [InlineData("/events")]
    [InlineData("/entries/7x")]
    public async Task What_is_absent_or_forbidden_gets_one_answer(string path)
    {
        using var response = await http.GetAsync(new Uri(Url + path), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("{\"error\":\"not found\"}", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_looked_at()
    {
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync("/events", new string('a', 100_000))).Status
        );
        using var content = new StringContent(new string('a', 200_000), Encoding.ASCII, "application/jose");
        using var response = await http.PostAsync(new Uri(Url + "/events"), content, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url + "/checkpoint");
        request.Headers.Add("X-Long", new string('a', 20_000));
        using var refused = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task A_log_that_has_stopped_says_so_and_tells_nothing_else()
    {
        Assert.Equal("ready\n", await http.GetStringAsync(new Uri(Url + "/health/ready"), Cancel));
        Host.Writer.Stop("the disk at /var/secret is broken");
        using var content = new StringContent(France.Next("x"), Encoding.ASCII, "application/jose");
        using var response = await http.PostAsync(new Uri(Url + "/events"), content, Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var ready = await http.GetAsync(new Uri(Url + "/health/ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("live\n", await http.GetStringAsync(new Uri(Url + "/health/live"), Cancel));
        Assert.NotEmpty(await http.GetStringAsync(new Uri(Url + "/checkpoint"), Cancel));
    }

    [Fact]
    public async Task The_api_is_described()
    {
        var description = JsonDocument
            .Parse(await http.GetStringAsync(new Uri(Url + "/openapi/v1.json"), Cancel))
            .RootElement;
        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/events", paths);
        Assert.Contains("/checkpoint", paths);
        Assert.Contains("/keys", paths);
        var keys = JsonDocument.Parse(await http.GetStringAsync(new Uri(Url + "/keys"), Cancel)).RootElement;
        Assert.Equal(2, keys.GetProperty("number").GetInt32());
        var head = JsonDocument.Parse(await http.GetStringAsync(new Uri(Url + "/sources/France"), Cancel)).RootElement;
        Assert.Equal(1, head.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Witnesses_cosign_what_is_served_and_a_rollback_stops_the_log()
    {
        var signer = NoteSigner.Create("witness.example/w1", NoteAlgorithm.Cosignature, new byte[32]);
        var witness = new Witness(log.PathOf("witness"), signer, Host.Registry.LogKeys, log.Clock);
        await using var witnessApp = WebHost.ForWitness(witness, "http://127.0.0.1:0");
        await witnessApp.StartAsync(Cancel);
        await StopAsync();
        await File.WriteAllTextAsync(
            log.Folder.PathOf(LedgerFolder.PolicyName),
            $"witness W1 {signer.Verifier} {witnessApp.Urls.First()}\nquorum W1\n",
            Cancel
        );
        var backup = log.PathOf("backup");
        CopyDatabase(log.Folder.Path, backup);

        await StartAsync();
        Assert.Empty(Host.WitnessFaults);
        Assert.True((await CheckpointAsync()).IsSignedBy(signer.Verifier));
        await Host.Writer.AppendAsync(France.Next("w"));
        await StopAsync();
        await StartAsync();
        Assert.True((await CheckpointAsync()).IsSignedBy(signer.Verifier));
        await StopAsync();

        // An old backup of everything, the high-water mark too: only the witness remembers.
        CopyDatabase(backup, log.Folder.Path);
        var failure = await Assert.ThrowsAsync<Ledger.LedgerDamagedException>(StartAsync);
        Assert.Contains("a witness has seen 3 entries", failure.Message, StringComparison.Ordinal);
        await witnessApp.StopAsync(Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string SameIdOther(Source source)
    {
        source.Sequence = 1;
        source.Previous = EventEnvelope.NoPrevious;
        return source.Sign(source.Draft("a", "2026-02-01T00:00:00Z"));
    }

    private static void CopyDatabase(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith("policy", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private async Task StartAsync()
    {
        host = await LedgerHost.OpenAsync(log.Folder, http, log.Clock);
        app = WebHost.ForLedger(host, "http://127.0.0.1:0");
        await app.StartAsync(Cancel);
    }

    private async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            app = null;
        }
        if (host is not null)
        {
            await host.DisposeAsync();
            host = null;
        }
    }

    private async Task<SignedNote> CheckpointAsync()
    {
        var bytes = await http.GetByteArrayAsync(new Uri(Url + "/checkpoint"), Cancel);
        Assert.True(SignedNote.TryParse(bytes, out var note, out _));
        return note;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string jws)
    {
        using var content = new StringContent(jws, Encoding.ASCII, "application/jose");
        using var response = await http.PostAsync(new Uri(Url + path), content, Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
    }
}
