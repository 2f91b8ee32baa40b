using System.Diagnostics;
using System.Globalization;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Server.Tests;

/// <summary>
/// One ledger, one digest of verdicts: whatever store holds it, whatever zone and language the machine has, and whether
/// the events come one by one, all at once, or with a restart in between. <c>FOEDUS_SLOW=1</c> takes 200 ledgers.
/// </summary>
public sealed class DeterminismTests(PostgresServer server) : IDisposable
{
    private static readonly string[] States = ["Ukraine", "France", "Poland", "Canada", "Norway"];
    private static readonly string[] Zones = ["UTC", "Pacific/Kiritimati", "Australia/Lord_Howe"];
    private static readonly string[] Languages = ["C", "tr_TR.UTF-8", "ar_EG.UTF-8"];

    private readonly TestLog keys = new();
    private readonly TemporaryFolder temporary = new();

    public void Dispose()
    {
        temporary.Dispose();
        keys.Dispose();
    }

    private static int Ledgers => Environment.GetEnvironmentVariable("FOEDUS_SLOW") == "1" ? 200 : 8;

    private static string AgreementPath => Repository.PathOf("treaties", "examples", "sketch.foedus.md");

    [Fact]
    public async Task One_ledger_has_one_digest_everywhere()
    {
        var core = Compiler.Compile(new SourceText(AgreementPath, await File.ReadAllTextAsync(AgreementPath, TestContext.Current.CancellationToken)), _ => null).Core;
        Assert.NotNull(core);
        var expected = new List<string>();
        var exports = new List<string>();
        for (var seed = 0; seed < Ledgers; seed++)
        {
            var drafts = Drafts(new Random(seed));
            var sqlite = Create($"sqlite{seed}", null);
            var digest = await AppendAsync(sqlite, drafts, core);
            expected.Add(digest);
            var postgres = Create($"postgres{seed}", server.NewSchema());
            Assert.Equal(digest, await AppendAsync(postgres, drafts, core));
            using (var reader = sqlite.OpenReader())
            {
                Assert.Equal(digest, Replayed(core, reader, restartAt: null));
                Assert.Equal(digest, Replayed(core, reader, restartAt: drafts.Count / 2));
                exports.Add(temporary.Of($"export{seed}"));
                var note = sqlite.ReadHighWater();
                Assert.NotNull(note);
                LedgerExport.Write(reader, note, exports[^1]);
            }
            using (var reader = postgres.OpenReader())
            {
                Assert.Equal(digest, Replayed(core, reader, restartAt: null));
            }
        }
        Assert.Equal(expected.Count, expected.Distinct(StringComparer.Ordinal).Count());
        foreach (var zone in Zones)
        {
            foreach (var language in Languages)
            {
                var lines = await DigestsAsync(exports, zone, language);
                Assert.Equal(expected, lines.Select(line => line.Split(' ')[1]));
            }
        }
    }

    /// <summary>Random reports, many of them late, some corrected or retracted.</summary>
    private static List<JsonObject> Drafts(Random random)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var drafts = new List<JsonObject>();
        void Add(string source, string type, int minute, JsonObject data) =>
            drafts.Add(
                JsonObject.Of(
                    new JsonMember("data", data),
                    new JsonMember("id", $"e{drafts.Count}"),
                    new JsonMember("source", source),
                    new JsonMember("specversion", "1.0"),
                    new JsonMember("time", start.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                    new JsonMember("type", $"org.foedus.{type}.v1")
                )
            );
        Add("Depositary", "instrument.deposited", 0, JsonObject.Of(new JsonMember("agreement", "Ceasefire"), new JsonMember("kind", "entry into force")));
        foreach (var state in States)
        {
            Add(state, "instrument.deposited", 60, JsonObject.Of(new JsonMember("kind", "ratification")));
        }
        var now = 100;
        for (var i = random.Next(30, 60); i > 0; i--)
        {
            now += random.Next(0, 600);
            var minute = random.Next(4) == 0 ? Math.Max(61, now - random.Next(3000)) : now;
            var state = States[random.Next(1, States.Length)];
            switch (random.Next(6))
            {
                case 0:
                    Add(States[0], "occurrence.reported", minute, JsonObject.Of(new JsonMember("event", "armed attack on Ukraine")));
                    break;
                case 1 or 2:
                    Add(state, "vote.cast", minute, JsonObject.Of(new JsonMember("decision", "Determination"), new JsonMember("vote", random.Next(3) == 0 ? "no" : "yes")));
                    break;
                case 3:
                    Add(state, "act.performed", minute, JsonObject.Of(new JsonMember("act", "consult"), new JsonMember("toward", "Ukraine")));
                    break;
                case 4:
                    Add(state, "act.performed", minute, JsonObject.Of(new JsonMember("act", "provide"), new JsonMember("item", "military"), new JsonMember("toward", "Ukraine")));
                    break;
                default:
                    var target = drafts[random.Next(1 + States.Length, drafts.Count + 1) % drafts.Count];
                    Add(target.Text("source") ?? "", "event.retracted", minute, JsonObject.Of(new JsonMember("id", target.Text("id") ?? "")));
                    break;
            }
        }
        return drafts;
    }

    private LedgerFolder Create(string name, string? database) =>
        LedgerFolder.Create(temporary.Of(name), new LedgerSettings(TestLog.Origin, database), keys.Clock);

    /// <summary>Appends the drafts one by one, with the engine following behind the log.</summary>
    private async Task<string> AppendAsync(LedgerFolder folder, List<JsonObject> drafts, Agreement core)
    {
        keys.Clock.Now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        using var writer = folder.OpenWriter(await StoreAsync(folder), keys.Clock);
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var name in drafts.Select(draft => draft.Text("source") ?? "").Distinct(StringComparer.Ordinal))
        {
            var source = keys.Unregistered(name);
            sources.Add(name, source);
            var message = KeyMessages.Register(
                writer.Registry.Count,
                name,
                source.Key.Public,
                KeyMessages.Proof(source.Key, TestLog.Origin, name),
                [new RoleGrant(RoleGrant.EveryAgreement, LedgerRoles.Reporter | LedgerRoles.Ratifier | LedgerRoles.Voter)]
            );
            Accepted(await writer.AppendAsync(KeyMessages.Sign(operatorKey, TestLog.Origin, message)));
        }
        using var engine = new VerdictDigest(core, () => Events(writer.Reader, writer.Reader.ReadSize()));
        var seen = 0;
        foreach (var draft in drafts)
        {
            keys.Clock.Now += TimeSpan.FromSeconds(7);
            var source = sources[draft.Text("source") ?? ""];
            Accepted(await writer.AppendAsync(source.Count(draft.With("prevhash", new JsonString(source.Previous)).With("sequence", new JsonNumber(source.Sequence)))));
            foreach (var arrived in Events(writer.Reader, writer.Reader.ReadSize()).Skip(seen))
            {
                engine.Add(arrived);
                seen++;
            }
        }
        Assert.Equal(drafts.Count, seen);
        return engine.Current();
    }

    private static async Task<ILedgerStore> StoreAsync(LedgerFolder folder)
    {
        // A session that has just ended may hold its lock a moment longer.
        for (var i = 0; i < 100; i++)
        {
            if (folder.OpenStore() is { } store)
            {
                return store;
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException("The lease is not to be had.");
    }

    private static string Replayed(Agreement core, ILedgerReader reader, int? restartAt)
    {
        var size = reader.ReadSize();
        if (restartAt is { } middle)
        {
            // The engine that dies has concluded half; the one that comes after begins with what the log holds.
            using var dying = new VerdictDigest(core, () => Events(reader, size));
            foreach (var arrived in Events(reader, size).Take(middle))
            {
                dying.Add(arrived);
            }
            Assert.NotEqual("", dying.Current());
        }
        using var digest = new VerdictDigest(core, () => Events(reader, size));
        foreach (var arrived in Events(reader, size))
        {
            digest.Add(arrived);
        }
        return digest.Current();
    }

    private static IEnumerable<Event> Events(ILedgerReader reader, long size)
    {
        using var stream = new EventLineStream(reader, size, TestLog.Origin);
        var lines = new EventReader(stream);
        while (lines.TryRead(out var read))
        {
            yield return read;
        }
        Assert.Null(lines.Fault);
    }

    private static async Task<string[]> DigestsAsync(List<string> exports, string zone, string language)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "foedus.dll"), "ledger", "digest", AgreementPath, .. exports];
        var start = new ProcessStartInfo("dotnet", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TZ"] = zone;
        start.Environment["LC_ALL"] = language;
        start.Environment["LANG"] = language;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
        return output.TrimEnd('\n').Split('\n');
    }

    private static void Accepted(AppendOutcome outcome) => Assert.Equal((AppendFate.Accepted, ""), (outcome.Fate, outcome.Why));
}
