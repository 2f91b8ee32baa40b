using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Verification;
using Foedus.Server;

namespace Foedus.Bench.Ledgers;

/// <summary>
/// Ratios in one run, so that a busy machine slows both sides alike: the ledger against a strawman over HTTP, batches
/// against bare signature checks, verification and proofs at size. Times are reported, never asserted.
/// </summary>
internal static class LedgerBench
{
    private const string Origin = "bench.example/log";

    /// <summary>Events that each side takes before it is measured, at least.</summary>
    private const int WarmingEvents = 20_000;

    /// <summary>Events a second that no machine of today acknowledges one by one.</summary>
    private const int LargestRate = 12_000;

    /// <summary>The parts, so that a log of a million is made once and looked at often.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["http", .. var rest]:
                await CompareAllAsync(
                    rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 3,
                    [.. rest.Skip(1).Select(Number)]
                );
                return 0;
            case ["make", var events, var folder]:
                await MakeAsync(folder, Number(events));
                return 0;
            case ["parts"]:
                await WithFolderAsync(PartsBench.RunAsync);
                return 0;
            case ["batch", var events]:
                await WithFolderAsync(root => MakeAsync(root, Number(events)));
                return 0;
            case ["export", var folder]:
                Export(folder);
                return 0;
            case ["open", var folder]:
                Open(folder);
                return 0;
            case ["prove", var folder]:
                Prove(folder);
                return 0;
            case ["verify", var folder]:
                return Verify(folder);
            default:
                Console.Error.WriteLine(
                    "Usage: Foedus.Bench ledger http [SECONDS [CONNECTIONS...]]   acknowledged events a second against a strawman"
                );
                Console.Error.WriteLine(
                    "       Foedus.Bench ledger parts                             where the time of one event goes"
                );
                Console.Error.WriteLine(
                    "       Foedus.Bench ledger batch EVENTS                      batches against bare signature checks"
                );
                Console.Error.WriteLine(
                    "       Foedus.Bench ledger make EVENTS FOLDER                the same, into FOLDER/log, which may have some already"
                );
                Console.Error.WriteLine(
                    "       Foedus.Bench ledger export FOLDER                     FOLDER/log to FOLDER/export"
                );
                Console.Error.WriteLine(
                    "       Foedus.Bench ledger open|prove|verify FOLDER          how long it takes with what is there"
                );
                return 2;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static async Task WithFolderAsync(Func<string, Task> work)
    {
        var root = Directory.CreateTempSubdirectory("foedus-bench-").FullName;
        try
        {
            await work(root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Task CompareAllAsync(double seconds, int[] connections) =>
        WithFolderAsync(async root =>
        {
            foreach (var count in connections.Length > 0 ? connections : [1, 32, 256])
            {
                await CompareAsync(root, count, seconds);
            }
        });

    private static double VerificationsPerSecond()
    {
        // The platform's own verification, with a key that is imported once: the yardstick is not ours.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var message = new byte[1500];
        var signature = key.SignData(message, HashAlgorithmName.SHA256);
        for (var i = 0; i < 500; i++)
        {
            key.VerifyData(message, signature, HashAlgorithmName.SHA256);
        }
        var watch = Stopwatch.StartNew();
        const int Count = 4000;
        for (var i = 0; i < Count; i++)
        {
            key.VerifyData(message, signature, HashAlgorithmName.SHA256);
        }
        return Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// Each side is warmed up until compiling is over and the ledger has made what it keeps for keys in use; then strawman,
    /// ledger, ledger, strawman: what the machine does meanwhile falls on both.
    /// </summary>
    private static async Task CompareAsync(string root, int connections, double seconds)
    {
        var straw = default(Load);
        var ours = default(Load);
        foreach (var isOurs in (bool[])[false, true, true, false])
        {
            if (isOurs)
            {
                ours += await WithLedgerAsync(root, connections, (url, parties) => LoadAsync(url, parties, seconds));
            }
            else
            {
                straw += await WithStrawmanAsync(root, connections, (url, parties) => LoadAsync(url, parties, seconds));
            }
        }
        Console.WriteLine(
            $"{connections} connections: ledger {ours.Rate:F0}/s ({ours.Microseconds:F0} µs of processor time an event, client included), strawman {straw.Rate:F0}/s ({straw.Microseconds:F0} µs), ratio {ours.Rate / straw.Rate:F2}"
        );
    }

    private static async Task<Load> WithStrawmanAsync(
        string root,
        int connections,
        Func<string, List<Party>, Task<Load>> measure
    )
    {
        var parties = Enumerable.Range(0, connections).Select(i => new Party($"party {i}", Origin)).ToList();
        await using var server = new Strawman(
            Path.Combine(root, Path.GetRandomFileName()),
            parties.Select(party => party.Key.Public)
        );
        await server.StartAsync();
        return await measure(server.Url, parties);
    }

    private static async Task<Load> WithLedgerAsync(
        string root,
        int connections,
        Func<string, List<Party>, Task<Load>> measure
    )
    {
        var folder = LedgerFolder.Create(
            Path.Combine(root, Path.GetRandomFileName()),
            new LedgerSettings(Origin, null),
            TimeProvider.System
        );
        var parties = await RegisterAsync(folder, connections);
        using var http = new HttpClient();
        await using var host = await LedgerHost.OpenAsync(folder, http, TimeProvider.System);
        await using var app = WebHost.ForLedger(host, "http://127.0.0.1:0");
        await app.StartAsync();
        return await measure(app.Urls.First(), parties);
    }

    private static async Task<List<Party>> RegisterAsync(LedgerFolder folder, int count)
    {
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        using var writer = folder.OpenWriter(TimeProvider.System);
        var parties = new List<Party>();
        for (var i = 0; i < count; i++)
        {
            var party = new Party($"party {writer.Registry.Count}", Origin);
            await party.RegisterAsync(writer, operatorKey);
            parties.Add(party);
        }
        return parties;
    }

    /// <summary>Each connection sends its party's events one after the other. They are signed before the clock starts.</summary>
    private static async Task<Load> LoadAsync(string url, List<Party> parties, double seconds)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = parties.Count };
        using var http = new HttpClient(handler);
        async Task<int> SendAsync(Queue<string> messages, Func<bool> isOver)
        {
            var sent = 0;
            while (!isOver() && messages.TryDequeue(out var message))
            {
                using var content = new StringContent(message, Encoding.ASCII, "application/jose");
                using var response = await http.PostAsync(url + "/events", content);
                await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode != HttpStatusCode.Created)
                {
                    throw new InvalidOperationException($"The server answers {response.StatusCode}.");
                }
                sent++;
            }
            return sent;
        }
        Queue<string>[] Sign(int each)
        {
            var signed = new Queue<string>[parties.Count];
            Parallel.For(
                0,
                parties.Count,
                i => signed[i] = new Queue<string>(Enumerable.Range(0, each).Select(_ => parties[i].Next()))
            );
            return signed;
        }
        var warm = Math.Max(WarmingEvents / parties.Count, Es256PublicKey.UsesBeforeTable) + 20;
        await Task.WhenAll(Sign(warm).Select(messages => Task.Run(() => SendAsync(messages, () => false))));
        var load = Sign((int)(LargestRate * seconds / parties.Count) + 20);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            load.Select(messages => Task.Run(() => SendAsync(messages, () => watch.Elapsed.TotalSeconds > seconds)))
        );
        var elapsed = watch.Elapsed;
        process.Refresh();
        return new Load(counts.Sum(), elapsed, process.TotalProcessorTime - before);
    }

    /// <summary>What was acknowledged, and what it took.</summary>
    private readonly record struct Load(int Events, TimeSpan Elapsed, TimeSpan Processor)
    {
        /// <summary>Events a second.</summary>
        public double Rate => Events / Elapsed.TotalSeconds;

        /// <summary>Of processor time an event.</summary>
        public double Microseconds => Processor.TotalMicroseconds / Events;

        public static Load operator +(Load left, Load right) =>
            new(left.Events + right.Events, left.Elapsed + right.Elapsed, left.Processor + right.Processor);
    }

    private static async Task MakeAsync(string root, int events)
    {
        var verifications = VerificationsPerSecond();
        Console.WriteLine($"ES256 verifications: {verifications:F0}/s on one core, {Environment.ProcessorCount} cores");
        var path = Path.Combine(root, "log");
        var folder = LedgerFolder.IsLedger(path)
            ? LedgerFolder.Open(path)
            : LedgerFolder.Create(path, new LedgerSettings(Origin, null), TimeProvider.System);
        await AppendBatchesAsync(folder, await RegisterAsync(folder, 8), events, verifications);
    }

    private static void Export(string root)
    {
        var folder = LedgerFolder.Open(Path.Combine(root, "log"));
        using var reader = folder.OpenReader();
        LedgerExport.Write(
            reader,
            folder.ReadHighWater() ?? throw new InvalidOperationException("The log has signed nothing."),
            Path.Combine(root, "export")
        );
    }

    private static void Open(string root)
    {
        var opening = Stopwatch.StartNew();
        using var writer = LedgerFolder.Open(Path.Combine(root, "log")).OpenWriter(TimeProvider.System);
        Console.WriteLine(
            $"open to write at {writer.Reader.ReadSize()} entries: {opening.Elapsed.TotalMilliseconds:F0} ms"
        );
    }

    private static int Verify(string root)
    {
        var watch = Stopwatch.StartNew();
        var result = ExportVerifier.Verify(Path.Combine(root, "export"), [], ImmutableArray<Checkpoint>.Empty);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            $"verification of {result.Checkpoint.Size} entries: {watch.Elapsed.TotalSeconds:F1} s ({process.TotalProcessorTime.TotalSeconds:F1} s of processor time), {result.Fault ?? "verified"}; at most {process.PeakWorkingSet64 >> 20} MB"
        );
        return result.IsVerified ? 0 : 1;
    }

    private static async Task AppendBatchesAsync(
        LedgerFolder folder,
        List<Party> parties,
        int events,
        double verifications
    )
    {
        using var writer = folder.OpenWriter(TimeProvider.System);
        var appending = TimeSpan.Zero;
        const int Block = 1000;
        const int InFlight = 4;
        for (var done = 0; done < events; done += Block * InFlight)
        {
            // Each batch has two sources of its own, so that the order of the batches does not matter.
            var batches = new List<string>[InFlight];
            Parallel.For(
                0,
                InFlight,
                i => batches[i] = [.. Enumerable.Range(0, Block).Select(n => parties[(2 * i) + (n % 2)].Next())]
            );
            var watch = Stopwatch.StartNew();
            var outcomes = await Task.WhenAll(batches.Select(batch => Task.Run(() => AppendAsync(writer, batch))));
            appending += watch.Elapsed;
            if (outcomes.Any(isGood => !isGood))
            {
                throw new InvalidOperationException("An event was not accepted.");
            }
        }
        var rate = events / appending.TotalSeconds;
        Console.WriteLine(
            $"batches of {Block}, {InFlight} at once: {rate:F0}/s, {rate / (Environment.ProcessorCount * verifications):F2} of cores × verifications"
        );
    }

    /// <summary>A batch is answered with a receipt for each event.</summary>
    private static async Task<bool> AppendAsync(LedgerWriter writer, List<string> batch)
    {
        var outcomes = await writer.AppendAllAsync(batch);
        return outcomes.All(outcome => outcome.Fate == AppendFate.Accepted && outcome.Receipt?.ToString().Length > 0);
    }

    private static void Prove(string root)
    {
        var folder = LedgerFolder.Open(Path.Combine(root, "log"));
        using var reader = folder.OpenReader();
        var note = folder.ReadHighWater() ?? throw new InvalidOperationException("The log has signed nothing.");
        var size = (int)reader.ReadSize();
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var watch = Stopwatch.StartNew();
            var receipt = Receipts.Of(reader, random.Next(size), note);
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (receipt is null)
            {
                throw new InvalidOperationException("An entry has no receipt.");
            }
        }
        var first = times[0];
        times.Sort();
        Console.WriteLine(
            $"inclusion proof at {size} entries: median {times[1000]:F2} ms, p99 {times[1980]:F2} ms, largest {times[^1]:F2} ms (the first {first:F1} ms)"
        );
    }
}
