using Foedus.Ledger.Entries;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Verification;

namespace Foedus.Ledger.Tests.Sequencing;

/// <summary>What the log says of verdicts is an entry like others: signed, in its place, once.</summary>
public sealed class DigestTests : IDisposable
{
    private static readonly string Agreement = new('a', 64);
    private readonly TestLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_digest_is_said_once_for_so_many_events_and_each_agreement()
    {
        await FillAsync(1000);
        var first = await SayAsync(1000, '1');
        Assert.Equal(AppendFate.Accepted, first.Fate);
        Assert.NotNull(first.Receipt);
        Assert.Equal(EntryKind.Digest, log.KindAt(first.Index));
        Assert.Equal((AppendFate.Known, first.Index), Of(await SayAsync(1000, '1')));
        Assert.Equal((AppendFate.Contradicts, first.Index), Of(await SayAsync(1000, '2')));
        Assert.Equal(AppendFate.Accepted, (await SayAsync(1000, '2', new string('b', 64))).Fate);

        // So it is after a restart.
        log.Close();
        Assert.Equal((AppendFate.Known, first.Index), Of(await SayAsync(1000, '1')));
        Assert.Null(LedgerVerifier.Verify(log.Writer.Reader, log.Writer.LatestCheckpoint, [], []).Fault);
        Assert.Null(StoreCheck.Run(log.Writer.Reader, log.Writer.LatestCheckpoint).Fault);
    }

    [Fact]
    public async Task A_digest_of_events_that_are_not_there_or_of_no_whole_thousand_is_refused()
    {
        await FillAsync(1001);
        Assert.Equal(AppendFate.Refused, (await SayAsync(2000, '1')).Fate);
        Assert.Equal(AppendFate.Refused, (await SayAsync(999, '1')).Fate);
        Assert.Equal(AppendFate.Refused, (await SayAsync(0, '1')).Fate);
        Assert.Equal(AppendFate.Refused, (await SayAsync(1000, 'x')).Fate);
        Assert.Equal(AppendFate.Accepted, (await SayAsync(1000, '1')).Fate);
    }

    [Fact]
    public async Task Nobody_but_the_operator_says_digests()
    {
        await FillAsync(1000);
        var france = log.Register("France");
        var payload = new DigestMessage(Agreement, 1000, new string('1', 64)).Payload(log.Size);
        Assert.Equal(
            AppendFate.Refused,
            log.Append(CompactJws.Sign(france.Key, MessageTypes.Digest, TestLog.Origin, payload)).Fate
        );
        Assert.Equal(
            AppendFate.Refused,
            log.Append(CompactJws.Sign(log.OperatorKey, MessageTypes.Digest, TestLog.Origin, payload)).Fate
        );
        Assert.Equal(
            AppendFate.Refused,
            log.Append(CompactJws.Sign(log.OperatorKey, MessageTypes.Event, TestLog.Origin, payload)).Fate
        );

        // Whoever puts one into the store by another way is found out.
        Assert.Null(Objection(log.OperatorKey, payload));
        Assert.NotNull(Objection(france.Key, payload));
        Assert.NotNull(
            Objection(log.OperatorKey, new DigestMessage(Agreement, 1000, new string('1', 64)).Payload(log.Size + 1))
        );
        Assert.NotNull(
            Objection(log.OperatorKey, new DigestMessage(Agreement, 2000, new string('1', 64)).Payload(log.Size))
        );
    }

    private string? Objection(Es256PrivateKey key, byte[] payload)
    {
        var state = Reading.StateOf(log.Writer.Reader, log.Size);
        Assert.True(
            CompactJws.TryParse(CompactJws.Sign(key, MessageTypes.Digest, TestLog.Origin, payload), out var jws, out _)
        );
        var why = state.Objection(
            new ParsedEntry(new LedgerEntry(EntryKind.Digest, state.LastRecordedTime, jws.Text), jws, null),
            new None(),
            out var signer,
            out _
        );
        return why ?? (signer is not null && jws.IsSignedBy(signer.Key) ? null : "not signed");
    }

    private sealed class None : IIdentities
    {
        public bool TryFind(string source, string id, out long index, out MerkleHash payloadHash)
        {
            (index, payloadHash) = (-1, default);
            return false;
        }
    }

    private static (AppendFate, long) Of(AppendOutcome outcome) => (outcome.Fate, outcome.Index);

    private Task<AppendOutcome> SayAsync(long events, char digit, string? agreement = null) =>
        log.Writer.AppendDigestAsync(new DigestMessage(agreement ?? Agreement, events, new string(digit, 64)));

    private async Task FillAsync(int count)
    {
        var source = log.Register("Ukraine", LedgerRoles.Reporter);
        var outcomes = await log.Writer.AppendAllAsync([
            .. Enumerable.Range(0, count).Select(i => source.Next($"e{i}")),
        ]);
        Assert.All(outcomes, outcome => Assert.Equal(AppendFate.Accepted, outcome.Fate));
    }
}
