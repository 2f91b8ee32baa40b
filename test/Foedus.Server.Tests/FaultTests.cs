using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;

namespace Foedus.Server.Tests;

/// <summary>The server as a process that is killed, starved and lied to. <c>FOEDUS_SLOW=1</c> asks for the long runs.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Writers = 16;
    private readonly TestLog log = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose()
    {
        http.Dispose();
        log.Dispose();
    }

    private static bool IsSlow => Environment.GetEnvironmentVariable("FOEDUS_SLOW") == "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var sources = Enumerable.Range(0, Writers).Select(i => log.Register($"writer {i}")).ToList();
        log.Close();
        var acknowledged = new ConcurrentDictionary<long, string>();
        var random = new Random(1);
        var longest = TimeSpan.Zero;
        for (var round = 0; round < (IsSlow ? 100 : 4); round++)
        {
            var watch = Stopwatch.StartNew();
            using var node = await Node.StartAsync(log.Folder.Path);
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            var writing = sources.Select(source => WriteAsync(node.Url, source, acknowledged)).ToList();
            // A round in which nothing was said yet would show nothing.
            var before = acknowledged.Count;
            while (acknowledged.Count == before && watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(10, Cancel);
            }
            await Task.Delay(random.Next(0, 900), Cancel);
            node.Kill();
            await Task.WhenAll(writing);
            // The sender cannot know whether its last event was taken: it asks where its chain ends.
            foreach (var source in sources)
            {
                var head = log.Writer.HeadOf(source.Name);
                (source.Sequence, source.Previous) = ((int)head.Sequence + 1, head.Hash);
            }
            log.Close();
        }
        Assert.NotEmpty(acknowledged);
        foreach (var (index, jws) in acknowledged)
        {
            Assert.Equal(jws, Reading.ParsedAt(log.Writer.Reader, index).Entry.Jws);
        }
        Assert.True(Ledger.Verification.StoreCheck.Run(log.Writer.Reader, log.Writer.LatestCheckpoint).IsVerified);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{acknowledged.Count} acknowledged; longest start {longest.TotalSeconds:F1} s"
        );
    }

    [Fact]
    public async Task A_failing_fsync_stops_the_log_and_a_restart_mends_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "There is no strace to make fsync fail.");
        var france = log.Register("France");
        log.Close();
        using (
            var node = await Node.StartAsync(
                log.Folder.Path,
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fdatasync,fsync",
                "-e",
                "inject=fdatasync,fsync:error=EIO:when=12+"
            )
        )
        {
            var last = HttpStatusCode.Created;
            for (var i = 0; i < 60 && last == HttpStatusCode.Created; i++)
            {
                (last, _) = await PostAsync(node.Url, france.Next($"e{i}"));
            }
            Assert.Equal(HttpStatusCode.ServiceUnavailable, last);
            // It never tries the same handle again.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(node.Url, france.Next("x"))).Status);
            using var ready = await http.GetAsync(new Uri(node.Url + "/health/ready"), Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }
        // What strace traced ends a moment after strace itself.
        for (var i = 0; i < 100 && IsHeld(log.Folder); i++)
        {
            await Task.Delay(100, Cancel);
        }
        var head = log.Writer.HeadOf("France");
        (france.Sequence, france.Previous) = ((int)head.Sequence + 1, head.Hash);
        log.Accept(france.Next("after"));
        Assert.True(Ledger.Verification.StoreCheck.Run(log.Writer.Reader, log.Writer.LatestCheckpoint).IsVerified);
    }

    [Fact]
    public void A_full_disk_refuses_clearly_and_writing_goes_on_when_there_is_room()
    {
        var small = log.PathOf("small");
        Directory.CreateDirectory(small);
        using var mount = SmallDisk.TryMount(small, megabytes: 2);
        Assert.SkipWhen(mount is null, "A small file system cannot be mounted here.");
        var folder = LedgerFolder.Create(
            Path.Combine(small, "log"),
            new LedgerSettings(TestLog.Origin, null),
            log.Clock
        );
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        using var writer = folder.OpenWriter(log.Clock);
        var france = log.Unregistered("France");
        var registration = KeyMessages.Register(
            1,
            "France",
            france.Key.Public,
            KeyMessages.Proof(france.Key, TestLog.Origin, "France"),
            [new RoleGrant("*", LedgerRoles.Reporter)]
        );
        Assert.Equal(
            AppendFate.Accepted,
            Append(writer, KeyMessages.Sign(operatorKey, TestLog.Origin, registration)).Fate
        );
        var filler = Path.Combine(small, "filler");
        File.WriteAllBytes(filler, new byte[1 << 20]);
        var accepted = new List<(long Index, string Jws)>();
        AppendOutcome outcome;
        string jws;
        var count = 0;
        do
        {
            jws = france.Next($"e{count++}");
            outcome = Append(writer, jws);
            if (outcome.Fate == AppendFate.Accepted)
            {
                accepted.Add((outcome.Index, jws));
            }
        } while (outcome.Fate == AppendFate.Accepted && count < 5000);

        Assert.Equal(AppendFate.Unavailable, outcome.Fate);
        Assert.Contains("full", outcome.Why, StringComparison.Ordinal);
        File.Delete(filler);
        Assert.Equal(AppendFate.Accepted, Append(writer, jws).Fate);
        Assert.All(accepted, known => Assert.Equal(known.Jws, Reading.ParsedAt(writer.Reader, known.Index).Entry.Jws));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_one_clear_line()
    {
        log.Close();
        var target = log.PathOf("ro");
        Directory.CreateDirectory(target);
        using var small = SmallDisk.TryMount(target, megabytes: 4);
        Assert.SkipWhen(small is null, "A small file system cannot be mounted here.");
        CopyFolder(log.Folder.Path, Path.Combine(target, "log"));
        small.MakeReadOnly();
        var failure = Assert.ThrowsAny<IOException>(() =>
            LedgerFolder.Open(Path.Combine(target, "log")).OpenWriter(log.Clock)
        );
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static bool IsHeld(LedgerFolder folder)
    {
        try
        {
            folder.OpenStore()?.Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static AppendOutcome Append(LedgerWriter writer, string jws) =>
        writer.AppendAsync(jws).GetAwaiter().GetResult();

    private async Task WriteAsync(string url, Source source, ConcurrentDictionary<long, string> acknowledged)
    {
        while (true)
        {
            var jws = source.Next(string.Create(CultureInfo.InvariantCulture, $"{source.Name}-{source.Sequence}"));
            try
            {
                var (status, body) = await PostAsync(url, jws);
                if (status is not (HttpStatusCode.Created or HttpStatusCode.OK))
                {
                    return;
                }
                Assert.True(acknowledged.TryAdd(body.GetProperty("index").GetInt64(), jws), "an index was given twice");
            }
            catch (Exception failure)
                when (failure is HttpRequestException or IOException or TaskCanceledException or JsonException)
            {
                return;
            }
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string url, string jws)
    {
        using var content = new StringContent(jws, Encoding.ASCII, "application/jose");
        using var response = await http.PostAsync(new Uri(url + "/events"), content, Cancel);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement);
    }
}
