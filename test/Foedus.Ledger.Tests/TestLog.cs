using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests;

/// <summary>A whole ledger in a temporary folder.</summary>
internal sealed class TestLog : IDisposable
{
    public const string Origin = "example.org/guarantee";

    private readonly TemporaryFolder temporary = new();
    private readonly List<Source> sources = [];
    private LedgerWriter? writer;

    public TestLog()
    {
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");
        Folder = LedgerFolder.Create(temporary.Of("log"), new LedgerSettings(Origin, null), Clock);
        OperatorKey = LedgerFolder.ReadPrivateKey(Folder.PathOf(LedgerFolder.OperatorKeyName));
    }

    public ManualClock Clock { get; } = new();

    public LedgerFolder Folder { get; }

    public Es256PrivateKey OperatorKey { get; }

    public LedgerWriter Writer => writer ??= Folder.OpenWriter(Clock);

    public string PathOf(string name) => temporary.Of(name);

    public void Close()
    {
        writer?.Dispose();
        writer = null;
    }

    public AppendOutcome Append(string jws) => Writer.AppendAsync(jws).GetAwaiter().GetResult();

    public AppendOutcome Accept(string jws)
    {
        var outcome = Append(jws);
        Assert.Equal((AppendFate.Accepted, ""), (outcome.Fate, outcome.Why));
        return outcome;
    }

    public AppendOutcome AppendKeyMessage(JsonObject message, Es256PrivateKey? signer = null) =>
        Append(KeyMessages.Sign(signer ?? OperatorKey, Origin, message));

    public JsonObject Registration(Source source, params RoleGrant[] grants) =>
        KeyMessages.Register(
            Writer.Registry.Count,
            source.Name,
            source.Key.Public,
            KeyMessages.Proof(source.Key, Origin, source.Name),
            grants
        );

    public Source Unregistered(string name)
    {
        var source = new Source(name, Origin);
        sources.Add(source);
        return source;
    }

    /// <summary>A new source, registered by the operator, and approved where that is needed.</summary>
    public Source Register(string name, LedgerRoles roles = LedgerRoles.Reporter, Source? depositary = null)
    {
        var source = Unregistered(name);
        var message = Registration(source, new RoleGrant(RoleGrant.EveryAgreement, roles));
        if (depositary is not null)
        {
            message = KeyMessages.Approve(message, depositary.Key, Origin);
        }
        var outcome = AppendKeyMessage(message);
        Assert.Equal((AppendFate.Accepted, ""), (outcome.Fate, outcome.Why));
        return source;
    }

    public EntryKind KindAt(long index) => Reading.ParsedAt(Writer.Reader, index).Entry.Kind;

    public long Size =>
        Checkpoint.TryParse(Writer.LatestCheckpoint.Text, out var checkpoint, out _) ? checkpoint.Size : -1;

    public void Dispose()
    {
        Close();
        OperatorKey.Dispose();
        foreach (var source in sources)
        {
            source.Dispose();
        }
        temporary.Dispose();
    }
}
