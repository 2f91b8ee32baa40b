using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Witnessing;

namespace Foedus.Server.Tests;

/// <summary>Several nodes on one PostgreSQL ledger, and witnesses: the leader asks, all nodes show, and a database that lost entries is not written.</summary>
[Collection(OneServer.Name)]
public sealed class ClusterWitnessTests(PostgresServer server) : IDisposable
{
    private readonly TestLog keys = new();
    private readonly TemporaryFolder temporary = new();
    private readonly HttpClient http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        temporary.Dispose();
        keys.Dispose();
    }

    [Fact]
    public async Task Every_node_shows_what_the_witnesses_cosigned_whoever_leads_and_a_rollback_is_refused()
    {
        var database = server.NewSchema();
        var folder = LedgerFolder.Create(
            temporary.Of("log"),
            new LedgerSettings(TestLog.Origin, database),
            TimeProvider.System
        );
        var logKeys = folder.ReadSigner().Verifiers;
        var cosigner = NoteSigner.Create("witness.example/w1", NoteAlgorithm.Cosignature, new byte[32]);
        var witness = new Witness(temporary.Of("witness"), cosigner, logKeys, TimeProvider.System);
        await using var witnessApp = WebHost.ForWitness(witness, "http://127.0.0.1:0");
        await witnessApp.StartAsync(Cancel);
        var policy =
            $"witness W1 {cosigner.Verifier} {witnessApp.Urls.First()}\nwitness W2 {NoteSigner.Create("witness.example/w2", NoteAlgorithm.Cosignature, [.. Enumerable.Repeat((byte)1, 32)]).Verifier} http://127.0.0.1:9\ngroup any 1 W1 W2\nquorum any\n";
        await File.WriteAllTextAsync(folder.PathOf(LedgerFolder.PolicyName), policy, Cancel);
        var copy = LedgerFolder.Open(CopyOf(folder.Path));

        await using var second = await FirstThenSecondAsync(folder, copy, cosigner.Verifier);
        var leader = await UntilAsync(() => second.Writer);
        await AppendAsync(leader, folder, "Poland");
        var cosigned = SizeOf(leader.LatestCheckpoint);
        await UntilAsync(() => SizeOf(second.Published) >= cosigned ? second : null);
        Assert.True(second.Published?.IsSignedBy(cosigner.Verifier));
        await second.DisposeAsync();

        // The newest entry is gone, and the high-water marks with it: only the witness remembers.
        PostgresServer.Execute(
            database,
            "DELETE FROM entry WHERE idx = (SELECT max(idx) FROM entry); UPDATE lease SET size = size - 1; DELETE FROM published"
        );
        File.Delete(folder.PathOf(LedgerFolder.HighWaterName));
        await using var after = new ClusterHost(folder, http, TimeProvider.System);
        var fault = await UntilAsync(() => after.LastFault);
        Assert.Contains(
            $"a witness has seen {cosigned} entries of this log, and it has {cosigned - 1}",
            fault,
            StringComparison.Ordinal
        );
        Assert.Null(after.Writer);
        Assert.NotEqual(
            cosigned - 1,
            SizeOf(after.Published is { } shown && shown.IsSignedBy(cosigner.Verifier) ? shown : null)
        );
        await witnessApp.StopAsync(Cancel);
    }

    /// <summary>Runs two nodes until both show a cosigned checkpoint, and lets the one that leads end.</summary>
    private async Task<ClusterHost> FirstThenSecondAsync(LedgerFolder folder, LedgerFolder copy, NoteVerifier cosigner)
    {
        await using var first = new ClusterHost(folder, http, TimeProvider.System);
        var leader = await UntilAsync(() => first.Writer);
        var second = new ClusterHost(copy, http, TimeProvider.System);
        await AppendAsync(leader, folder, "France");
        var size = SizeOf(leader.LatestCheckpoint);
        foreach (var node in (ClusterHost[])[first, second])
        {
            await UntilAsync(() => SizeOf(node.Published) >= size ? node : null);
            Assert.True(node.Published?.IsSignedBy(cosigner));
        }
        Assert.Null(second.Writer);
        return second;
    }

    private async Task AppendAsync(LedgerWriter writer, LedgerFolder folder, string name)
    {
        using var operatorKey = LedgerFolder.ReadPrivateKey(folder.PathOf(LedgerFolder.OperatorKeyName));
        var source = keys.Unregistered(name);
        var message = KeyMessages.Register(
            writer.Registry.Count,
            name,
            source.Key.Public,
            KeyMessages.Proof(source.Key, TestLog.Origin, name),
            [new RoleGrant(RoleGrant.EveryAgreement, LedgerRoles.Reporter)]
        );
        Assert.Equal(
            AppendFate.Accepted,
            (await writer.AppendAsync(KeyMessages.Sign(operatorKey, TestLog.Origin, message))).Fate
        );
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(AppendFate.Accepted, (await writer.AppendAsync(source.Next($"{name}{i}"))).Fate);
        }
    }

    private static long SizeOf(SignedNote? note) =>
        note is not null && Checkpoint.TryParse(note.Text, out var checkpoint, out _) ? checkpoint.Size : -1;

    private string CopyOf(string folder)
    {
        var copy = temporary.Of("copy");
        Directory.CreateDirectory(copy);
        foreach (
            var name in (string[])
                [
                    LedgerSettings.FileName,
                    LedgerFolder.OperatorKeyName,
                    LedgerFolder.NoteKeyName,
                    LedgerFolder.PolicyName,
                ]
        )
        {
            File.Copy(Path.Combine(folder, name), Path.Combine(copy, name));
        }
        return copy;
    }

    private static async Task<T> UntilAsync<T>(Func<T?> look)
        where T : class
    {
        for (var i = 0; i < 600; i++)
        {
            if (look() is { } found)
            {
                return found;
            }
            await Task.Delay(100, Cancel);
        }
        throw new InvalidOperationException("It does not come to pass.");
    }
}
