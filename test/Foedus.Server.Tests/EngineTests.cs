using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Sequencing;
using Foedus.Server.Verdicts;

namespace Foedus.Server.Tests;

/// <summary>The norm machine behind a served log.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly string AgreementId = new('a', 64);
    private readonly TestLog log = new();
    private readonly HttpClient http = new();
    private readonly List<string> told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task A_served_log_says_each_digest_by_itself_and_the_next_process_goes_on()
    {
        var source = log.Register("Ukraine");
        log.Close();
        await using (var host = await LedgerHost.OpenAsync(log.Folder, http, log.Clock))
        {
            await using var runner = new EngineRunner(host, () => Open(host), log.Clock, told.Add);
            await AppendAsync(host, source, 0, 1050);
            await UntilAsync(host, 1);
        }
        await using (var host = await LedgerHost.OpenAsync(log.Folder, http, log.Clock))
        {
            using (var engine = Open(host))
            {
                Assert.Equal(1050, engine.StartedAt);
            }
            await using var runner = new EngineRunner(host, () => Open(host), log.Clock, told.Add);
            await AppendAsync(host, source, 1050, 1000);
            await UntilAsync(host, 2);
            using var whole = new VerdictEngine(
                Compiled(),
                AgreementId,
                host.Reader,
                TestLog.Origin,
                log.PathOf("none")
            );
            whole.Follow();
            Assert.Null(whole.Fault);
            Assert.Equal(2050, whole.Events);
        }
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_wrong_digest_ends_the_engine_and_not_the_log()
    {
        var source = log.Register("Ukraine");
        log.Close();
        await using var host = await LedgerHost.OpenAsync(log.Folder, http, log.Clock);
        await AppendAsync(host, source, 0, 1000);
        var wrong = await host.Writer.AppendDigestAsync(new DigestMessage(AgreementId, 1000, new string('7', 64)));
        await using var runner = new EngineRunner(host, () => Open(host), log.Clock, told.Add);
        for (var i = 0; i < 600 && told.Count == 0; i++)
        {
            await Task.Delay(50, Cancel);
        }
        Assert.StartsWith(
            $"entry {wrong.Index} says that the verdicts of the first 1000 events",
            Assert.Single(told),
            StringComparison.Ordinal
        );
        await AppendAsync(host, source, 1000, 1000);
        Assert.Single(host.Reader.ReadIndexesOf(EntryKind.Digest));
    }

    private VerdictEngine Open(LedgerHost host) =>
        new(Compiled(), AgreementId, host.Reader, TestLog.Origin, log.PathOf("engine.state"));

    private static Agreement Compiled()
    {
        var path = Repository.PathOf("treaties", "examples", "sketch.foedus.md");
        return Compiler.Compile(new SourceText(path, File.ReadAllText(path)), _ => null).Core
            ?? throw new InvalidOperationException(path);
    }

    private static async Task AppendAsync(LedgerHost host, Source source, int from, int count)
    {
        var outcomes = await host.Writer.AppendAllAsync([
            .. Enumerable.Range(from, count).Select(i => source.Next($"e{i}")),
        ]);
        Assert.All(outcomes, outcome => Assert.Equal(AppendFate.Accepted, outcome.Fate));
    }

    private static async Task UntilAsync(LedgerHost host, int digests)
    {
        for (var i = 0; i < 600 && host.Reader.ReadIndexesOf(EntryKind.Digest).Count < digests; i++)
        {
            await Task.Delay(100, Cancel);
        }
        Assert.Equal(digests, host.Reader.ReadIndexesOf(EntryKind.Digest).Count);
    }
}
