using Foedus.Ledger.Exporting;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Verification;

namespace Foedus.Ledger.Tests.Verification;

public sealed class VerifierTests : IDisposable
{
    private readonly TestLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_live_log_and_its_export_verify()
    {
        var checkpoint = await Fill(700);
        Verified(LedgerVerifier.Verify(log.Writer.Reader, checkpoint, [], []));

        var folder = Export();
        var result = ExportVerifier.Verify(folder, [], []);
        Verified(result);
        Assert.Equal(703, result.Checkpoint.Size);
        Assert.Equal(log.Writer.Registry.LogKeys.Length, result.State.Registry.LogKeys.Length);
    }

    [Fact]
    public async Task Exports_of_one_log_are_equal_and_a_later_one_extends_an_earlier()
    {
        await Fill(300);
        var first = Export("first");
        Assert.Equal(Files(first), Files(Export("second")));
        var older = ExportReader.ReadCheckpoint(first);
        Assert.True(Checkpoint.TryParse(older.Text, out var old, out _));
        await Fill(40, "more");
        Verified(ExportVerifier.Verify(Export("third"), [], [old]));
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_in_an_export_is_found()
    {
        await Fill(260);
        var folder = Export();
        var random = new Random(3);
        foreach (var (path, bytes) in Files(folder))
        {
            for (var round = 0; round < 6; round++)
            {
                var damaged = Convert.FromHexString(bytes);
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                var full = Path.Combine(folder, path);
                await File.WriteAllBytesAsync(full, damaged, TestContext.Current.CancellationToken);
                Assert.False(ExportVerifier.Verify(folder, [], []).IsVerified, path);
                await File.WriteAllBytesAsync(
                    full,
                    Convert.FromHexString(bytes),
                    TestContext.Current.CancellationToken
                );
            }
            File.Move(Path.Combine(folder, path), Path.Combine(folder, "away"));
            Assert.False(ExportVerifier.Verify(folder, [], []).IsVerified, path);
            File.Move(Path.Combine(folder, "away"), Path.Combine(folder, path));
        }
        Verified(ExportVerifier.Verify(folder, [], []));
    }

    [Fact]
    public async Task The_first_bad_entry_is_named()
    {
        await Fill(300);
        var folder = Export();
        var path = Path.Combine(folder, "tile", "entries", "000");
        var bundle = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var entries = new List<byte[]>();
        Assert.True(EntryBundle.TryRead(bundle, 256, entries));
        entries[77][^1] ^= 1;
        entries[99][^1] ^= 1;
        await File.WriteAllBytesAsync(path, EntryBundle.Write(entries), TestContext.Current.CancellationToken);

        var result = ExportVerifier.Verify(folder, [], []);
        Assert.Equal(77, result.FirstBadIndex);
        Assert.NotNull(result.Fault);
    }

    [Fact]
    public async Task Another_log_under_the_same_name_is_not_taken_for_this_one()
    {
        await Fill(10);
        using var impostor = new TestLog();
        var keys = impostor.Writer.Registry.LogKeys;
        Assert.False(ExportVerifier.Verify(Export(), keys, []).IsVerified);
        Verified(ExportVerifier.Verify(Export(), log.Writer.Registry.LogKeys, []));
    }

    [Fact]
    public async Task The_events_of_an_export_are_an_event_file()
    {
        await Fill(2);
        log.Clock.Now += TimeSpan.FromMinutes(2);
        await log.Writer.TickAsync();
        var lines = await File.ReadAllLinesAsync(
            Path.Combine(Export(), LedgerExport.EventsName),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            "{\"data\":{\"event\":\"an armed attack on Ukraine\"},\"id\":\"e0\",\"logindex\":3,",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.Contains("\"recordedtime\":\"2026-03-01T06:00:00Z\"", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            "{\"id\":\"clock-5\",\"logindex\":5,\"recordedtime\":\"2026-03-01T06:02:00Z\",\"source\":\"example.org/guarantee\",\"specversion\":\"1.0\",\"time\":\"2026-03-01T06:02:00Z\",\"type\":\"org.foedus.clock.reached.v1\"}",
            lines[2]
        );
    }

    private static void Verified(VerificationResult result) =>
        Assert.Equal((null, -1), (result.Fault, result.FirstBadIndex));

    private async Task<SignedNote> Fill(int count, string prefix = "e")
    {
        var first = log.Register($"France {prefix}");
        var second = log.Register($"Poland {prefix}");
        var events = Enumerable
            .Range(0, count)
            .Select(i => (i % 2 == 0 ? first : second).Next($"{prefix}{i}"))
            .ToList();
        await Task.WhenAll(events.Select(log.Writer.AppendAsync));
        return log.Writer.LatestCheckpoint;
    }

    private string Export(string name = "export")
    {
        var folder = log.PathOf(name);
        LedgerExport.Write(log.Writer.Reader, log.Writer.LatestCheckpoint, folder);
        return folder;
    }

    private static SortedDictionary<string, string> Files(string folder) =>
        new(
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(
                    path => Path.GetRelativePath(folder, path),
                    path => Convert.ToHexString(File.ReadAllBytes(path))
                ),
            StringComparer.Ordinal
        );
}
