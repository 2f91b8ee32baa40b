using Foedus.Ledger.Signing;

namespace Foedus.Cli.Tests;

public sealed class LedgerCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("foedus-cli-ledger-").FullName;

    public LedgerCommandTests() =>
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_ledger_is_made_written_exported_verified_and_replayed()
    {
        var log = InitWithHistory();
        Assert.Contains(" event {\"data\":", CliRun.Done("ledger", "show", log).Out, StringComparison.Ordinal);
        Assert.StartsWith(
            "c2sp.org/tlog-proof@v1\nindex 5\n",
            CliRun.Done("ledger", "show", log, "5", "--receipt").Out,
            StringComparison.Ordinal
        );
        Assert.StartsWith("example.org/test\n", CliRun.Done("ledger", "checkpoint", log).Out, StringComparison.Ordinal);
        CliRun.Done("ledger", "export", log, At("copy"));

        foreach (var path in (string[])[log, At("copy")])
        {
            var verified = CliRun.Done("ledger", "verify", path);
            Assert.StartsWith("verified: example.org/test, ", verified.Out, StringComparison.Ordinal);
            // The run over the ledger is the run over the file it was made of.
            Assert.Equal(
                CliRun.Done("run", Agreement, Events, "--until", "2026-04-01T00:00Z").Out,
                CliRun.Done("run", Agreement, path, "--until", "2026-04-01T00:00Z").Out
            );
        }
        Assert.Equal("in order", CliRun.Done("ledger", "fsck", log).Out[..8]);
        var digest = CliRun.Done("ledger", "digest", Agreement, log).Out;
        Assert.Equal(digest, CliRun.Done("ledger", "digest", Agreement, At("copy")).Out);
        Assert.Matches("^[0-9]+ [0-9a-f]{64}\n$", digest);
    }

    [Fact]
    public void A_damaged_copy_is_not_verified_and_not_replayed()
    {
        var log = InitWithHistory();
        CliRun.Done("ledger", "export", log, At("copy"));
        var tile = Directory
            .GetFiles(At("copy"), "*", SearchOption.AllDirectories)
            .Single(path => path.Contains("entries", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(tile);
        bytes[^20] ^= 1;
        File.WriteAllBytes(tile, bytes);

        var verified = CliRun.Of("ledger", "verify", At("copy"));
        Assert.Equal(ExitCode.No, verified.ExitCode);
        Assert.StartsWith("not verified: entry ", verified.Out, StringComparison.Ordinal);
        Assert.Contains("does not verify: entry ", Refused("run", Agreement, At("copy")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_known_at_an_index_can_be_asked()
    {
        var log = InitWithHistory();
        var first = CliRun.Done("ledger", "digest", Agreement, log).Out;
        var entries = CliRun.Done("ledger", "show", log).Out.Split('\n').Length - 1;
        Assert.Equal(
            CliRun.Done("run", Agreement, log).Out,
            CliRun.Done("run", Agreement, log, "--as-known-at", $"{entries - 1}").Out
        );
        Assert.NotEqual(
            CliRun.Done("run", Agreement, log).Out,
            CliRun.Done("run", Agreement, log, "--as-known-at", $"{entries - 4}").Out
        );
        Assert.NotEqual("", first);
        Assert.Contains(
            $"has {entries} entries, and --as-known-at {entries} lies beyond. Give {entries - 1} or less",
            Refused("run", Agreement, log, "--as-known-at", $"{entries}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_can_be_sent_again()
    {
        var log = InitWithHistory();
        var again = CliRun.Done(["ledger", "append", log, Events, .. Keys]).Out;
        Assert.Equal("6\n", again[..2]);
        Assert.Equal(17, CliRun.Done("ledger", "show", log).Out.Split('\n').Length - 1);
    }

    [Fact]
    public void Keys_are_rotated_and_revoked()
    {
        var log = InitWithHistory();
        Request("Poland", "poland-2");
        CliRun.Done("ledger", "rotate", log, At("poland-2.request"), "--key", At("Poland.jwk"));
        Assert.Contains(
            "no longer valid",
            Refused(["ledger", "append", log, Events, .. Keys]),
            StringComparison.Ordinal
        );
        var kid = File.ReadAllText(At("France.request")).Split("\"kid\":\"")[1][..43];
        CliRun.Done("ledger", "revoke", log, kid, "--reason", "lost");
        Assert.Contains(
            "names no key that is valid",
            Refused("ledger", "revoke", log, kid, "--reason", "again"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"France\",\"type\":\"org.foedus.clock.reached.v1\",\"time\":\"2026-03-01T00:00:00Z\"}",
        "a ledger carries time by itself"
    )]
    [InlineData(
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"Norway\",\"type\":\"org.foedus.vote.cast.v1\",\"time\":\"2026-03-01T00:00:00Z\"}",
        "no --key is that of its source 'Norway'"
    )]
    [InlineData(
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"France\",\"type\":\"org.foedus.act.performed.v1\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"quantity\":2.5}}",
        "write amounts as decimal texts"
    )]
    [InlineData(
        "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"France\",\"type\":\"org.foedus.vote.cast.v1\",\"time\":\"soon\"}",
        "'time' is no instant"
    )]
    [InlineData("rubbish", "no compact JWS")]
    public void A_line_that_cannot_be_appended_is_named(string line, string why)
    {
        var log = InitWithHistory();
        File.WriteAllText(At("bad.ndjson"), line + "\n");
        var error = Refused(["ledger", "append", log, At("bad.ndjson"), .. Keys]);
        Assert.Contains("line 1", error, StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_ledger_is_one_line()
    {
        Assert.Contains("holds no ledger", Refused("ledger", "show", folder), StringComparison.Ordinal);
        Assert.Contains(
            "--origin",
            Refused("ledger", "init", At("x"), "--origin", "two words"),
            StringComparison.Ordinal
        );
        CliRun.Done("ledger", "init", At("y"), "--origin", "example.org/y");
        Assert.Contains(
            "holds a ledger already",
            Refused("ledger", "init", At("y"), "--origin", "example.org/y"),
            StringComparison.Ordinal
        );
        foreach (var url in (string[])["ftp://x", "http://127.0.0.1:99999", "8123", "http://127.0.0.1:1/path"])
        {
            Assert.Contains(
                "is no address to answer at",
                Refused("serve", At("y"), "--urls", url),
                StringComparison.Ordinal
            );
        }
        CliRun.Done("ledger", "export", At("y"), At("z"));
        Assert.Contains("is the export of a ledger", Refused("ledger", "fsck", At("z")), StringComparison.Ordinal);
        CliRun.Done("ledger", "keygen", At("k"), "--witness", "witness.example/w");
        Assert.Contains(
            "never overwritten",
            Refused("ledger", "keygen", At("k"), "--witness", "witness.example/w"),
            StringComparison.Ordinal
        );
    }

    private static string Agreement => Repository.PathOf("treaties", "examples", "sketch.foedus.md");

    private static string Events => Repository.PathOf("treaties", "examples", "sketch.events.ndjson");

    private static string[] Sources { get; } = ["France", "Poland", "Monitoring Mission", "Ukraine", "Depositary"];

    private string[] Keys => [.. Sources.SelectMany(source => (string[])["--key", At(source + ".jwk")])];

    private string At(string name) => Path.Combine(folder, name);

    private string InitWithHistory()
    {
        var log = At("log");
        var keys = LedgerOfSources.Begin(folder, log, Sources);
        Assert.Equal(2, keys.Split('\n').Length - 1);
        Assert.Equal(11, CliRun.Done(["ledger", "append", log, Events, .. Keys]).Out.Split('\n').Length - 1);
        return log;
    }

    private void Request(string source, string file) => LedgerOfSources.Request(folder, source, file);

    private static string Refused(params string[] args)
    {
        var run = CliRun.Of(args);
        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        return run.Error;
    }
}
