using System.Diagnostics;
using System.Globalization;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Foedus.Server.Verdicts;

namespace Foedus.Server.Tests;

/// <summary>
/// One ledger, one digest of verdicts: whatever store holds it, whatever zone and language the machine has, and whether the
/// events come one by one, all at once, or to a process that goes on from the state another one kept half-way.
/// <c>FOEDUS_SLOW=1</c> takes 200 ledgers.
/// </summary>
[Collection(OneServer.Name)]
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

    private const string HalfName = "half.state";

    private static string AgreementId { get; } = new('a', 64);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string AgreementPath => Repository.PathOf("treaties", "examples", "sketch.foedus.md");

    /// <summary>Where the test of a child process finds the folders it replays, a line each, and leaves what they come to.</summary>
    private const string ListVariable = "FOEDUS_REPLAY_LIST";

    [Fact]
    public async Task One_ledger_has_one_digest_everywhere()
    {
        var core = Compiled();
        var expected = new List<string>();
        var folders = new List<string>();
        for (var seed = 0; seed < Ledgers; seed++)
        {
            var drafts = Drafts(new Random(seed));
            foreach (var store in (string[])["sqlite", "postgres"])
            {
                var folder = Create($"{store}{seed}", store == "sqlite" ? null : server.NewSchema());
                expected.Add(await AppendAsync(folder, drafts, core));
                folders.Add(folder.Path);
            }
            Assert.Equal(expected[^2], expected[^1]);
        }
        Assert.Equal(Ledgers, expected.Distinct(StringComparer.Ordinal).Count());
        var list = temporary.Of("list");
        await File.WriteAllLinesAsync(list, folders, Cancel);
        foreach (var zone in Zones)
        {
            foreach (var language in Languages)
            {
                var lines = await ReplayElsewhereAsync(list, zone, language);
                Assert.Equal($"{zone} {language}", lines[0]);
                Assert.Equal(expected.SelectMany(digest => Enumerable.Repeat(digest, 3)), lines[1..]);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{expected.Count / 2} ledgers, {expected.Count * 3 * Zones.Length * Languages.Length} replays"
        );
    }

    /// <summary>Runs in a process of its own that the test above starts: it replays each ledger from nothing, entry by entry, and from the state that was kept half-way.</summary>
    [Fact]
    public void Replays_what_another_process_asks_for()
    {
        var list = Environment.GetEnvironmentVariable(ListVariable);
        Assert.SkipWhen(list is null, "It is another test that starts this one.");
        var core = Compiled();
        // The zone that the process works in, as it sees it itself.
        var lines = new List<string> { $"{TimeZoneInfo.Local.Id} {Environment.GetEnvironmentVariable("LC_ALL")}" };
        foreach (var path in File.ReadAllLines(list))
        {
            var folder = LedgerFolder.Open(path);
            using var reader = folder.OpenReader();
            using (var whole = new VerdictEngine(core, AgreementId, reader, TestLog.Origin, folder.PathOf("none")))
            {
                whole.Follow();
                lines.Add(whole.Current);
            }
            var growing = new GrowingReader(reader);
            using (var following = new VerdictEngine(core, AgreementId, growing, TestLog.Origin, folder.PathOf("none")))
            {
                for (growing.Size = 1; growing.Size <= reader.ReadSize(); growing.Size++)
                {
                    following.Follow();
                }
                lines.Add(following.Current);
            }
            using (var later = new VerdictEngine(core, AgreementId, reader, TestLog.Origin, folder.PathOf(HalfName)))
            {
                Assert.True(later.StartedAt > 10, "the kept state is not taken");
                later.Follow();
                Assert.True(later.Events > later.StartedAt);
                lines.Add(later.Current);
            }
        }
        File.WriteAllLines(list + ".out", lines);
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
                    new JsonMember(
                        "time",
                        start.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    ),
                    new JsonMember("type", $"org.foedus.{type}.v1")
                )
            );
        Add(
            "Depositary",
            "instrument.deposited",
            0,
            JsonObject.Of(new JsonMember("agreement", "Ceasefire"), new JsonMember("kind", "entry into force"))
        );
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
                    Add(
                        States[0],
                        "occurrence.reported",
                        minute,
                        JsonObject.Of(new JsonMember("event", "armed attack on Ukraine"))
                    );
                    break;
                case 1 or 2:
                    Add(
                        state,
                        "vote.cast",
                        minute,
                        JsonObject.Of(
                            new JsonMember("decision", "Determination"),
                            new JsonMember("vote", random.Next(3) == 0 ? "no" : "yes")
                        )
                    );
                    break;
                case 3:
                    Add(
                        state,
                        "act.performed",
                        minute,
                        JsonObject.Of(new JsonMember("act", "consult"), new JsonMember("toward", "Ukraine"))
                    );
                    break;
                case 4:
                    Add(
                        state,
                        "act.performed",
                        minute,
                        JsonObject.Of(
                            new JsonMember("act", "provide"),
                            new JsonMember("item", "military"),
                            new JsonMember("toward", "Ukraine")
                        )
                    );
                    break;
                default:
                    var target = drafts[random.Next(1 + States.Length, drafts.Count + 1) % drafts.Count];
                    Add(
                        target.Text("source") ?? "",
                        "event.retracted",
                        minute,
                        JsonObject.Of(new JsonMember("id", target.Text("id") ?? ""))
                    );
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
                [
                    new RoleGrant(
                        RoleGrant.EveryAgreement,
                        LedgerRoles.Reporter | LedgerRoles.Ratifier | LedgerRoles.Voter
                    ),
                ]
            );
            Accepted(await writer.AppendAsync(KeyMessages.Sign(operatorKey, TestLog.Origin, message)));
        }
        using var engine = new VerdictEngine(core, AgreementId, writer.Reader, TestLog.Origin, folder.PathOf(HalfName));
        for (var i = 0; i < drafts.Count; i++)
        {
            keys.Clock.Now += TimeSpan.FromSeconds(7);
            var source = sources[drafts[i].Text("source") ?? ""];
            Accepted(
                await writer.AppendAsync(
                    source.Count(
                        drafts[i]
                            .With("prevhash", new JsonString(source.Previous))
                            .With("sequence", new JsonNumber(source.Sequence))
                    )
                )
            );
            engine.Follow();
            if (i == drafts.Count / 2)
            {
                engine.Keep();
            }
        }
        Assert.Equal(drafts.Count, engine.Events);
        return engine.Current;
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
            await Task.Delay(50, Cancel);
        }
        throw new InvalidOperationException("The lease is not to be had.");
    }

    private static async Task<string[]> ReplayElsewhereAsync(string list, string zone, string language)
    {
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "Foedus.Server.Tests.dll"),
            "--filter-method",
            "*" + nameof(Replays_what_another_process_asks_for),
        ];
        var start = new ProcessStartInfo("dotnet", command)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TZ"] = zone;
        start.Environment["LC_ALL"] = language;
        start.Environment["LANG"] = language;
        start.Environment[ListVariable] = list;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet");
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, await output + await error);
        return await File.ReadAllLinesAsync(list + ".out", Cancel);
    }

    private static Agreement Compiled() =>
        Compiler.Compile(new SourceText(AgreementPath, File.ReadAllText(AgreementPath)), _ => null).Core
        ?? throw new InvalidOperationException(AgreementPath);

    private static void Accepted(AppendOutcome outcome) =>
        Assert.Equal((AppendFate.Accepted, ""), (outcome.Fate, outcome.Why));

    /// <summary>A log as it was when it had so many entries.</summary>
    private sealed class GrowingReader(ILedgerReader inner) : ILedgerReader
    {
        public long Size { get; set; }

        public long ReadSize() => Size;

        public IReadOnlyList<StoredEntry> ReadEntries(long from, int count) =>
            inner.ReadEntries(from, (int)Math.Min(count, Math.Max(0, Size - from)));

        public MerkleHash[] ReadTile(TileId tile, int width) => inner.ReadTile(tile, width);

        public bool TryFindIndex(string source, string id, out long index) => inner.TryFindIndex(source, id, out index);

        public IReadOnlyList<long> ReadIndexesOf(EntryKind kind) => inner.ReadIndexesOf(kind);

        public IReadOnlyList<SourceHead> ReadHeads() => inner.ReadHeads();

        public void Dispose() { }
    }
}
