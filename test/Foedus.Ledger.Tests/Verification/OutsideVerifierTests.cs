using System.Diagnostics;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Verification;

namespace Foedus.Ledger.Tests.Verification;

/// <summary>
/// An export before verifiers that nobody here wrote: Go's sumdb packages and npm's jose and canonicalize.
/// <c>FOEDUS_SLOW=1</c> takes a log of 100,000 events, and flips a bit in some of its files instead of each.
/// </summary>
public sealed class OutsideVerifierTests : IDisposable
{
    private const string GoPath = "/usr/share/gocode";
    private readonly TestLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Go_and_we_verify_the_log_and_find_every_flipped_bit()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(GoPath, "src/golang.org/x/mod/sumdb")),
            "There is no Go with golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)."
        );
        var program = log.PathOf("verify");
        var build = await RunAsync("go", ["build", "-o", program, "."], Repository.PathOf("test", "outside", "go"));
        Assert.True(build.ExitCode == 0, build.Text);
        await CheckAsync(program, [], isWhole: true);
    }

    [Fact]
    public async Task Node_and_we_verify_the_log_and_find_every_flipped_bit()
    {
        var folder = Repository.PathOf("test", "outside", "node");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules", "jose")),
            "The npm packages are not installed (npm ci in test/outside/node)."
        );
        await CheckAsync("node", [Path.Combine(folder, "verify.mjs")], isWhole: false);
    }

    private static bool IsSlow => Environment.GetEnvironmentVariable("FOEDUS_SLOW") == "1";

    private async Task CheckAsync(string program, string[] arguments, bool isWhole)
    {
        var folder = await ExportAsync(IsSlow ? 100_000 : 600);
        string[] all = [.. arguments, folder, .. log.Writer.Registry.LogKeys.Select(key => key.ToString())];
        var verified = await RunAsync(program, all, folder);
        Assert.True(verified.ExitCode == 0, verified.Text);
        Assert.StartsWith("verified", verified.Text, StringComparison.Ordinal);
        Assert.Null(ExportVerifier.Verify(folder, [], []).Fault);

        var files = Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path =>
                Path.GetFileName(path) == LedgerExport.CheckpointName || path.Contains("tile", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        var random = new Random(5);
        foreach (var path in IsSlow ? [.. Enumerable.Range(0, 6).Select(_ => files[random.Next(files.Count)])] : files)
        {
            for (
                var round = 0;
                round
                    < (
                        IsSlow ? 1
                        : isWhole ? 4
                        : 2
                    );
                round++
            )
            {
                var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
                var at = random.Next(bytes.Length);
                bytes[at] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                Assert.True(
                    (await RunAsync(program, all, folder)).ExitCode != 0,
                    $"{program} does not see byte {at} of {path}"
                );
                Assert.False(ExportVerifier.Verify(folder, [], []).IsVerified, $"we do not see byte {at} of {path}");
                // The original bytes come back from a second export.
                File.Copy(
                    Path.Combine(log.PathOf("original"), Path.GetRelativePath(folder, path)),
                    path,
                    overwrite: true
                );
            }
        }
    }

    private async Task<string> ExportAsync(int count)
    {
        var sources = Enumerable.Range(0, 8).Select(i => log.Register($"source {i}")).ToList();
        for (var from = 0; from < count; from += 2000)
        {
            var events = Enumerable
                .Range(from, Math.Min(2000, count - from))
                .Select(i => sources[i % 8].Next($"e{i}"))
                .ToList();
            await log.Writer.AppendAllAsync(events);
        }
        foreach (var name in (string[])["export", "original"])
        {
            LedgerExport.Write(log.Writer.Reader, log.Writer.LatestCheckpoint, log.PathOf(name));
        }
        return log.PathOf("export");
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = GoPath;
        start.Environment["GOFLAGS"] = "";
        start.Environment["GOCACHE"] = Path.Combine(Path.GetTempPath(), "foedus-go-cache");
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
