using System.Globalization;
using System.Text;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;
using Foedus.Norms.Replay;

namespace Foedus.Cli.Tests;

/// <summary>What a ledger says of the verdicts, and how it is held to it.</summary>
public sealed class LedgerDigestTests : IDisposable
{
    private const int Events = 2300;
    private readonly string folder = Directory.CreateTempSubdirectory("foedus-cli-digest-").FullName;

    public LedgerDigestTests() =>
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_log_says_each_digest_once_and_a_stranger_replays_to_the_same()
    {
        Assert.Equal(VerdictDigest.Interval, DigestMessage.Interval);
        var log = InitWithHistory();
        var replayed = CliRun.Done("ledger", "digest", Agreement, log).Out.Split('\n');
        Assert.Equal(["1000", "2000", $"{Events}"], replayed[..3].Select(line => line.Split(' ')[0]));

        var said = CliRun.Done("ledger", "digest", Agreement, log, "--sign").Out.TrimEnd('\n').Split('\n');
        Assert.Equal(replayed[..2], said.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        Assert.Contains(
            " digest {\"agreement\":\"",
            CliRun.Done("ledger", "show", log, said[0].Split(' ')[0]).Out,
            StringComparison.Ordinal
        );
        // What was said is not said again, and what was concluded is not concluded again.
        Assert.Equal("", CliRun.Done("ledger", "digest", Agreement, log, "--sign").Out);
        Assert.Single(Directory.GetFiles(log, "engine-*.state"));

        CliRun.Done("ledger", "export", log, At("copy"));
        foreach (var path in (string[])[log, At("copy")])
        {
            Assert.Contains(
                $"verdicts: {Agreement}, 2 digests, each as replayed\n",
                CliRun.Done("ledger", "verify", path, "--agreement", Agreement).Out,
                StringComparison.Ordinal
            );
            Assert.Equal(replayed, CliRun.Done("ledger", "digest", Agreement, path).Out.Split('\n'));
        }
        Assert.Equal(
            CliRun.Done("run", Agreement, At("history.ndjson")).Out,
            CliRun.Done("run", Agreement, At("copy")).Out
        );
        Assert.Equal("in order", CliRun.Done("ledger", "fsck", log).Out[..8]);
    }

    [Fact]
    public void An_engine_goes_on_from_its_state_and_from_nothing_where_that_is_damaged()
    {
        var log = InitWithHistory();
        CliRun.Done("ledger", "digest", Agreement, log, "--sign");
        var state = Directory.GetFiles(log, "engine-*.state")[0];
        var whole = CliRun.Done("ledger", "digest", Agreement, log).Out.Split('\n');
        Append(log, Events, 900);
        using (var engine = Open(log))
        {
            Assert.Equal(Events, engine.Engine.StartedAt);
            engine.Engine.Follow();
            Assert.Equal([3000L], engine.Engine.Due().Select(due => due.Events));
        }
        var bytes = File.ReadAllBytes(state);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(state, bytes);
        using (var engine = Open(log))
        {
            Assert.Equal(0, engine.Engine.StartedAt);
            engine.Engine.Follow();
            Assert.Null(engine.Engine.Fault);
            Assert.Equal([3000L], engine.Engine.Due().Select(due => due.Events));
        }
        Assert.Matches("^[0-9]+ 3000 [0-9a-f]{64}\n$", CliRun.Done("ledger", "digest", Agreement, log, "--sign").Out);
        Assert.Equal(whole[..2], CliRun.Done("ledger", "digest", Agreement, log).Out.Split('\n')[..2]);
    }

    [Fact]
    public async Task A_wrong_digest_is_named_by_everybody()
    {
        var log = InitWithHistory();
        var right = CliRun.Done("ledger", "digest", Agreement, log).Out.Split('\n')[0].Split(' ')[1];
        var wrong = new string('7', 64);
        long index;
        using (var writer = LedgerFolder.Open(log).OpenWriter(TimeProvider.System))
        {
            index = (await writer.AppendDigestAsync(new DigestMessage(AgreementId(), 1000, wrong))).Index;
        }
        CliRun.Done("ledger", "export", log, At("copy"));
        var named =
            $"entry {index}: the log says that the verdicts of the first 1000 events have the digest {wrong}, and a replay gives {right}";
        // Without the agreement nobody can tell; with it everybody can.
        CliRun.Done("ledger", "verify", At("copy"));
        foreach (var path in (string[])[log, At("copy")])
        {
            var verified = CliRun.Of("ledger", "verify", path, "--agreement", Agreement);
            Assert.Equal(ExitCode.No, verified.ExitCode);
            Assert.EndsWith($"not verified: {Agreement}, {named}\n", verified.Out, StringComparison.Ordinal);
            var run = CliRun.Of("run", Agreement, path);
            Assert.Equal(ExitCode.Unusable, run.ExitCode);
            Assert.Contains(named, run.Error, StringComparison.Ordinal);
            Assert.Equal(CliRun.Done("run", Agreement, At("history.ndjson")).Out, run.Out);
            var digest = CliRun.Of("ledger", "digest", Agreement, path);
            Assert.Equal(ExitCode.No, digest.ExitCode);
            Assert.Contains(named, digest.Error, StringComparison.Ordinal);
        }
        var signing = CliRun.Of("ledger", "digest", Agreement, log, "--sign");
        Assert.Equal(ExitCode.Unusable, signing.ExitCode);
        Assert.Contains($"entry {index} says", signing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_ledger_that_is_no_event_is_passed_over_and_named()
    {
        var log = InitWithHistory(count: 3);
        File.WriteAllText(
            At("odd.ndjson"),
            "{\"specversion\":\"1.0\",\"id\":\"odd\",\"source\":\"France\",\"type\":\"org.foedus.moon.landed.v1\",\"time\":\"2026-01-01T00:00:00Z\"}\n"
        );
        CliRun.Done("ledger", "append", log, At("odd.ndjson"), "--key", At("France.jwk"));
        Append(log, 3, 1);
        var run = CliRun.Of("run", Agreement, log);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("line 4: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("it was passed over", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("5 ", CliRun.Done("ledger", "digest", Agreement, log).Out, StringComparison.Ordinal);
    }

    private sealed record Opened(LedgerWriter Writer, Foedus.Server.Verdicts.VerdictEngine Engine) : IDisposable
    {
        public void Dispose()
        {
            Engine.Dispose();
            Writer.Dispose();
        }
    }

    private static Opened Open(string log)
    {
        var core = Foedus
            .Language.Compiler.Compile(
                new Foedus.Language.Text.SourceText(Agreement, File.ReadAllText(Agreement)),
                _ => null
            )
            .Core;
        Assert.NotNull(core);
        var id = AgreementId();
        var folder = LedgerFolder.Open(log);
        var writer = folder.OpenWriter(TimeProvider.System);
        return new Opened(
            writer,
            new Foedus.Server.Verdicts.VerdictEngine(
                core,
                id,
                writer.Reader,
                folder.Settings.Origin,
                folder.PathOf($"engine-{id[..16]}.state")
            )
        );
    }

    private static string Agreement => Repository.PathOf("treaties", "examples", "sketch.foedus.md");

    private static string AgreementId() =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Agreement)));

    private static string[] Sources { get; } = ["France", "Poland", "Canada", "Ukraine", "Depositary"];

    private string[] Keys => [.. Sources.SelectMany(source => (string[])["--key", At(source + ".jwk")])];

    private string At(string name) => Path.Combine(folder, name);

    private string InitWithHistory(int count = Events)
    {
        var log = At("log");
        LedgerOfSources.Begin(folder, log, Sources);
        Append(log, 0, count);
        return log;
    }

    private void Append(string log, int from, int count)
    {
        var lines = new StringBuilder();
        var random = new Random(from + 1);
        for (var i = from; i < from + count; i++)
        {
            var (source, type, data) = i switch
            {
                0 => (
                    "Depositary",
                    "instrument.deposited",
                    """{"kind":"entry into force","agreement":"the Ceasefire"}"""
                ),
                1 or 2 or 3 => (Sources[i - 1], "instrument.deposited", """{"kind":"ratification"}"""),
                // Few attacks: each opens a case of its own, which every later event has to look at.
                _ => random.Next(60) switch
                {
                    0 => ("Ukraine", "occurrence.reported", """{"event":"an armed attack on Ukraine"}"""),
                    < 20 => (Sources[random.Next(3)], "act.performed", """{"act":"consult","toward":"Ukraine"}"""),
                    _ => (
                        Sources[random.Next(3)],
                        "vote.cast",
                        $$"""{"decision":"Determination","vote":"{{(random.Next(3) == 0 ? "no" : "yes")}}"}"""
                    ),
                },
            };
            // One in six is late.
            var minute = (i * 9) - (i > 10 && random.Next(6) == 0 ? random.Next(Math.Min(i * 9, 300)) : 0);
            var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddMinutes(minute)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            lines.Append(
                CultureInfo.InvariantCulture,
                $"{{\"specversion\":\"1.0\",\"id\":\"e{i}\",\"source\":\"{source}\",\"type\":\"org.foedus.{type}.v1\",\"time\":\"{time}\",\"data\":{data}}}\n"
            );
        }
        File.AppendAllText(At("history.ndjson"), lines.ToString());
        File.WriteAllText(At("part.ndjson"), lines.ToString());
        CliRun.Done(["ledger", "append", log, At("part.ndjson"), .. Keys]);
    }
}
