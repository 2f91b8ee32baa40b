using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Ledger.Verification;

namespace Foedus.Server.Tests;

/// <summary>
/// Two nodes on one PostgreSQL ledger: the leader stands still, dies, or loses its server. <c>FOEDUS_SLOW=1</c> lets it stand
/// still for a whole minute.
/// </summary>
[Collection(OneServer.Name)]
public sealed class FailoverTests(PostgresServer server) : IDisposable
{
    private readonly TestLog keys = new();
    private readonly TemporaryFolder temporary = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(4) };

    public void Dispose()
    {
        http.Dispose();
        temporary.Dispose();
        keys.Dispose();
    }

    private static bool IsSlow => Environment.GetEnvironmentVariable("FOEDUS_SLOW") == "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the leader stands still")]
    [InlineData("the leader is killed")]
    [InlineData("the server is restarted")]
    public async Task Another_node_goes_on_without_a_gap_or_a_second_index(string fault)
    {
        var folder = LedgerFolder.Create(
            temporary.Of("log"),
            new LedgerSettings(TestLog.Origin, server.NewSchema()),
            TimeProvider.System
        );
        var source = keys.Unregistered("France");
        await RegisterAsync(folder, source);
        using var first = await Node.StartAsync(folder.Path);
        await UntilReadyAsync(first.Url);
        using var second = await Node.StartAsync(CopyOf(folder.Path));
        var acknowledged = new Dictionary<long, string>();
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await SendAsync([first.Url, second.Url], source, acknowledged));
        }

        var watch = Stopwatch.StartNew();
        switch (fault)
        {
            case "the leader stands still":
                first.Signal("STOP");
                break;
            case "the leader is killed":
                first.Kill();
                break;
            default:
                server.Restart();
                break;
        }
        while (!await SendAsync([second.Url, first.Url], source, acknowledged))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "no node takes over");
            await Task.Delay(100, Cancel);
        }
        var resumed = watch.Elapsed;
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await SendAsync([second.Url, first.Url], source, acknowledged));
        }
        if (fault == "the leader stands still")
        {
            // Meanwhile the other writes on.
            while (IsSlow && watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                Assert.True(await SendAsync([second.Url], source, acknowledged));
                await Task.Delay(200, Cancel);
            }
            // It wakes up, believes for a moment that it leads, and is fenced.
            first.Signal("CONT");
            for (var i = 0; i < 20; i++)
            {
                await SendAsync([first.Url, second.Url], source, acknowledged);
            }
        }
        var told =
            $"{fault}: writing again after {resumed.TotalSeconds:F1} s, {acknowledged.Count} acknowledged in {watch.Elapsed.TotalSeconds:F0} s";
        TestContext.Current.TestOutputHelper?.WriteLine(told);

        using var reader = folder.OpenReader();
        Assert.All(acknowledged, known => Assert.Equal(known.Value, Reading.ParsedAt(reader, known.Key).Entry.Jws));
        var size = reader.ReadSize();
        Assert.Equal(size, reader.ReadEntries(0, (int)size).Count);
        var note = folder
            .ReadSigner()
            .Sign(new Ledger.Notes.Checkpoint(TestLog.Origin, size, new Ledger.Merkle.TiledTree(reader, size).Root()));
        Assert.Null(StoreCheck.Run(reader, note).Fault);
    }

    private async Task RegisterAsync(LedgerFolder folder, Source source)
    {
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        ILedgerStore? store = null;
        for (var i = 0; i < 100 && (store = folder.OpenStore()) is null; i++)
        {
            await Task.Delay(100, Cancel);
        }
        Assert.NotNull(store);
        using var writer = folder.OpenWriter(store, TimeProvider.System);
        var message = KeyMessages.Register(
            writer.Registry.Count,
            source.Name,
            source.Key.Public,
            KeyMessages.Proof(source.Key, TestLog.Origin, source.Name),
            [new RoleGrant(RoleGrant.EveryAgreement, LedgerRoles.Reporter)]
        );
        Assert.Equal(
            AppendFate.Accepted,
            (await writer.AppendAsync(KeyMessages.Sign(operatorKey, TestLog.Origin, message))).Fate
        );
    }

    private string CopyOf(string folder)
    {
        var copy = temporary.Of("copy");
        Directory.CreateDirectory(copy);
        foreach (
            var name in (string[])[LedgerSettings.FileName, LedgerFolder.OperatorKeyName, LedgerFolder.NoteKeyName]
        )
        {
            File.Copy(Path.Combine(folder, name), Path.Combine(copy, name));
        }
        return copy;
    }

    private async Task UntilReadyAsync(string url)
    {
        for (var i = 0; i < 300; i++)
        {
            using var response = await http.GetAsync(new Uri(url + "/health/ready"), Cancel);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
            }
            await Task.Delay(100, Cancel);
        }
        Assert.Fail("The node does not become ready.");
    }

    /// <summary>Sends the source's next event to the first node that takes it; the event stays the same until one does.</summary>
    private async Task<bool> SendAsync(string[] urls, Source source, Dictionary<long, string> acknowledged)
    {
        var jws = source.Sign(source.Draft($"e{source.Sequence}"));
        foreach (var url in urls)
        {
            try
            {
                using var content = new StringContent(jws, Encoding.ASCII, "application/jose");
                using var response = await http.PostAsync(new Uri(url + "/events"), content, Cancel);
                if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK))
                {
                    continue;
                }
                var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
                var index = body.GetProperty("index").GetInt64();
                // Sent twice, the event may stand there under its first signature.
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    Assert.True(acknowledged.TryAdd(index, jws), "an index was given twice");
                }
                source.Count(source.Draft($"e{source.Sequence}"));
                return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
            {
                // The next node, then.
            }
        }
        return false;
    }
}
