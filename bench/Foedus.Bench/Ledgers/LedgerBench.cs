using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
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

    /// <param name="args">Seconds for each HTTP measurement (0: none), events for the large ones, and a folder in which the export stays.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var events = args.Length > 1 ? int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture) : 100_000;
        var root = Directory.CreateTempSubdirectory("foedus-bench-").FullName;
        try
        {
            var verifications = VerificationsPerSecond();
            Console.WriteLine($"ES256 verifications: {verifications:F0}/s on one core, {Environment.ProcessorCount} cores");
            foreach (var connections in seconds > 0 ? (int[])[1, 32, 256] : [])
            {
                await CompareAsync(root, connections, seconds);
            }
            await MeasureLargeAsync(root, args.Length > 2 ? args[2] : Path.Combine(root, "export"), events, verifications);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
        return 0;
    }

    private static double VerificationsPerSecond()
    {
        using var key = Es256PrivateKey.Generate();
        var message = new byte[1500];
        var signature = key.Sign(message);
        for (var i = 0; i < 500; i++)
        {
            key.Public.Verify(message, signature);
        }
        var watch = Stopwatch.StartNew();
        const int Count = 4000;
        for (var i = 0; i < Count; i++)
        {
            key.Public.Verify(message, signature);
        }
        return Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Strawman, ledger, ledger, strawman: what the machine does meanwhile falls on both.</summary>
    private static async Task CompareAsync(string root, int connections, double seconds)
    {
        var straw = 0.0;
        var ours = 0.0;
        foreach (var isOurs in (bool[])[false, true, true, false])
        {
            var rate = isOurs
                ? await WithLedgerAsync(root, connections, (url, parties) => LoadAsync(url, parties, seconds))
                : await WithStrawmanAsync(root, connections, (url, parties) => LoadAsync(url, parties, seconds));
            (ours, straw) = isOurs ? (ours + rate, straw) : (ours, straw + rate);
        }
        Console.WriteLine($"{connections} connections: ledger {ours / 2:F0}/s, strawman {straw / 2:F0}/s, ratio {ours / straw:F2}");
    }

    private static async Task<double> WithStrawmanAsync(string root, int connections, Func<string, List<Party>, Task<double>> measure)
    {
        var parties = Enumerable.Range(0, connections).Select(i => new Party($"party {i}", Origin)).ToList();
        await using var server = new Strawman(Path.Combine(root, Path.GetRandomFileName()), parties.Select(party => party.Key.Public));
        await server.StartAsync();
        return await measure(server.Url, parties);
    }

    private static async Task<double> WithLedgerAsync(string root, int connections, Func<string, List<Party>, Task<double>> measure)
    {
        var (folder, parties) = await CreateAsync(root, connections);
        using var http = new HttpClient();
        await using var host = await LedgerHost.OpenAsync(folder, http, TimeProvider.System);
        await using var app = WebHost.ForLedger(host, "http://127.0.0.1:0");
        await app.StartAsync();
        return await measure(app.Urls.First(), parties);
    }

    private static async Task<(LedgerFolder Folder, List<Party> Parties)> CreateAsync(string root, int count)
    {
        var folder = LedgerFolder.Create(Path.Combine(root, Path.GetRandomFileName()), new LedgerSettings(Origin, null), TimeProvider.System);
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        using var writer = folder.OpenWriter(TimeProvider.System);
        var parties = new List<Party>();
        for (var i = 0; i < count; i++)
        {
            var party = new Party($"party {i}", Origin);
            var message = KeyMessages.Register(
                writer.Registry.Count,
                party.Name,
                party.Key.Public,
                KeyMessages.Proof(party.Key, Origin, party.Name),
                [new RoleGrant(RoleGrant.EveryAgreement, LedgerRoles.Reporter)]
            );
            var outcome = await writer.AppendAsync(KeyMessages.Sign(operatorKey, Origin, message));
            if (outcome.Fate != AppendFate.Accepted)
            {
                throw new InvalidOperationException(outcome.Why);
            }
            parties.Add(party);
        }
        return (folder, parties);
    }

    /// <summary>Each connection sends its party's events one after the other. They are signed before the clock starts.</summary>
    private static async Task<double> LoadAsync(string url, List<Party> parties, double seconds)
    {
        var each = (int)(12_000 * seconds / parties.Count) + 20;
        var signed = new List<string>[parties.Count];
        Parallel.For(0, parties.Count, i => signed[i] = [.. Enumerable.Range(0, each).Select(_ => parties[i].Next())]);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = parties.Count };
        using var http = new HttpClient(handler);
        async Task<int> SendAsync(List<string> messages, int from, Func<bool> isOver)
        {
            var sent = 0;
            for (var i = from; i < messages.Count && !isOver(); i++, sent++)
            {
                using var content = new StringContent(messages[i], Encoding.ASCII, "application/jose");
                using var response = await http.PostAsync(url + "/events", content);
                await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode != HttpStatusCode.Created)
                {
                    throw new InvalidOperationException($"The server answers {response.StatusCode}.");
                }
            }
            return sent;
        }
        const int Warm = 10;
        await Task.WhenAll(signed.Select(messages => SendAsync(messages[..Warm], 0, () => false)));
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(signed.Select(messages => Task.Run(() => SendAsync(messages, Warm, () => watch.Elapsed.TotalSeconds > seconds))));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task MeasureLargeAsync(string root, string export, int events, double verifications)
    {
        var (folder, parties) = await CreateAsync(root, 8);
        await AppendBatchesAsync(folder, parties, events, verifications);
        var opening = Stopwatch.StartNew();
        using var writer = folder.OpenWriter(TimeProvider.System);
        Console.WriteLine($"ready again at {events} entries: {opening.Elapsed.TotalMilliseconds:F0} ms");
        Prove(writer, events);
        LedgerExport.Write(writer.Reader, writer.LatestCheckpoint, export);
        GC.Collect();
        var before = Stopwatch.StartNew();
        var result = ExportVerifier.Verify(export, [], ImmutableArray<Checkpoint>.Empty);
        Console.WriteLine(
            $"verification of {result.Checkpoint.Size} entries: {before.Elapsed.TotalSeconds:F1} s, {result.Fault ?? "verified"}; the process used at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"
        );
    }

    private static async Task AppendBatchesAsync(LedgerFolder folder, List<Party> parties, int events, double verifications)
    {
        using var writer = folder.OpenWriter(TimeProvider.System);
        var appending = TimeSpan.Zero;
        const int Block = 1000;
        const int InFlight = 4;
        for (var done = 0; done < events; done += Block * InFlight)
        {
            // Each batch has two sources of its own, so that the order of the batches does not matter.
            var batches = new List<string>[InFlight];
            Parallel.For(0, InFlight, i => batches[i] = [.. Enumerable.Range(0, Block).Select(n => parties[(2 * i) + (n % 2)].Next())]);
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

    private static void Prove(LedgerWriter writer, int events)
    {
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var watch = Stopwatch.StartNew();
            var receipt = Receipts.Of(writer.Reader, random.Next(events), writer.LatestCheckpoint);
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (receipt is null)
            {
                throw new InvalidOperationException("An entry has no receipt.");
            }
        }
        times.Sort();
        Console.WriteLine($"inclusion proof at {events} entries: median {times[1000]:F2} ms, p99 {times[1980]:F2} ms");
    }
}
