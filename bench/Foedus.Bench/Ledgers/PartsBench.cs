using System.Collections.Concurrent;
using System.Diagnostics;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Storage;

namespace Foedus.Bench.Ledgers;

/// <summary>Where the time of one event goes, one after the other: what a single sender waits for.</summary>
internal static class PartsBench
{
    private const string Origin = "bench.example/log";

    /// <summary>So often a part is done before its time is taken: code is compiled by then, and the key has its table.</summary>
    private const int Warm = 1500;
    private const int Count = 2000;

    public static async Task RunAsync(string root)
    {
        var folder = LedgerFolder.Create(
            Path.Combine(root, "log"),
            new LedgerSettings(Origin, null),
            TimeProvider.System
        );
        var party = new Party("party", Origin);
        var signer = folder.ReadSigner();
        using var writer = folder.OpenWriter(TimeProvider.System);
        await party.RegisterAsync(writer, signer.OperatorKey);
        var events = Enumerable.Range(0, Warm + (2 * Count)).Select(_ => party.Next()).ToList();
        var parsed = new List<CompactJws>();
        Measure(
            "take the JWS apart",
            i =>
                parsed.Add(
                    CompactJws.TryParse(events[i], out var jws, out _) ? jws : throw new InvalidOperationException()
                )
        );
        Measure("check the signature", i => parsed[i].IsSignedBy(party.Key.Public));
        var read = 0;
        Measure("read the event", i => read += EventEnvelope.TryParse(parsed[i].Payload, out _, out _) ? 1 : 0);
        Measure("sign a checkpoint", i => signer.Sign(new Checkpoint(Origin, i, MerkleHash.OfNothing)));
        using (var store = SqliteLedgerStore.Open(Path.Combine(root, "store.db")))
        {
            Measure(
                "commit one entry",
                i =>
                    store.Append(
                        new AppendBatch(
                            i,
                            [
                                new NewEntry(
                                    EntryKind.Event,
                                    System.Text.Encoding.ASCII.GetBytes(events[i]),
                                    MerkleHash.OfNothing,
                                    party.Name,
                                    $"{party.Name}-{i}"
                                ),
                            ],
                            [],
                            [new SourceHead(party.Name, i + 1, new string('0', 64))]
                        )
                    )
            );
            Measure("ask for an identity", i => read += store.TryFindIndex(party.Name, $"new-{i}", out _) ? 1 : 0);
        }
        using (var mark = new HighWaterFile(Path.Combine(root, "mark")))
        {
            Measure("write the mark", _ => mark.Write(writer.LatestCheckpoint));
        }
        MeasureHandingOver();
        InclusionReceipt? receipt = null;
        var outcomes = new List<AppendOutcome>();
        Measure("append, all of it", i => outcomes.Add(writer.AppendAsync(events[i]).GetAwaiter().GetResult()));
        Measure("make a receipt", i => receipt = outcomes[i].Receipt);
        var written = 0;
        Measure("write a receipt", _ => written += receipt?.ToString().Length ?? 0);
        var watch = Stopwatch.StartNew();
        for (var i = Warm + Count; i < Warm + (2 * Count); i++)
        {
            await writer.AppendAsync(events[i]);
        }
        Console.WriteLine($"{read} read, {written} characters of receipts");
        Console.WriteLine($"append, awaited: {watch.Elapsed.TotalMicroseconds / Count:F0} µs");
    }

    /// <summary>To another thread and back, as an append does it.</summary>
    private static void MeasureHandingOver()
    {
        using var queue = new BlockingCollection<TaskCompletionSource>();
        var other = new Thread(() =>
        {
            foreach (var item in queue.GetConsumingEnumerable())
            {
                item.SetResult();
            }
        });
        other.Start();
        Measure(
            "hand over and back",
            _ =>
            {
                var item = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                queue.Add(item);
                item.Task.GetAwaiter().GetResult();
            }
        );
        queue.CompleteAdding();
        other.Join();
    }

    private static void Measure(string what, Action<int> work)
    {
        for (var i = 0; i < Warm; i++)
        {
            work(i);
        }
        var watch = Stopwatch.StartNew();
        var slowest = 0.0;
        for (var i = Warm; i < Warm + Count; i++)
        {
            var before = watch.Elapsed;
            work(i);
            slowest = Math.Max(slowest, (watch.Elapsed - before).TotalMicroseconds);
        }
        Console.WriteLine($"{what}: {watch.Elapsed.TotalMicroseconds / Count:F0} µs, slowest {slowest:F0}");
    }
}
