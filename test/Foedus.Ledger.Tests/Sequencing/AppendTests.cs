using System.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Sequencing;

public sealed class AppendTests : IDisposable
{
    private readonly TestLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public void An_accepted_event_is_answered_with_its_index_and_a_receipt_that_proves_it()
    {
        var france = log.Register("France");
        var jws = france.Next("a");

        var outcome = log.Accept(jws);

        Assert.Equal(2, outcome.Index);
        Assert.Equal(log.Clock.Now.ToUnixTimeMilliseconds(), outcome.RecordedTime);
        var entry = new LedgerEntry(EntryKind.Event, outcome.RecordedTime, jws);
        Assert.NotNull(outcome.Receipt);
        Assert.True(outcome.Receipt.Proves(entry.ToBytes()));
        Assert.False(outcome.Receipt.Proves((entry with { RecordedTime = outcome.RecordedTime - 1 }).ToBytes()));
        Assert.All(log.Writer.Registry.LogKeys, key => Assert.True(outcome.Receipt.Checkpoint.IsSignedBy(key)));
    }

    [Fact]
    public void The_same_event_again_gets_the_old_index_even_under_another_signature()
    {
        var france = log.Register("France");
        var draft = france.Draft("a");
        var first = log.Accept(france.Count(draft));
        log.Accept(france.Next("b"));

        // ECDSA signs with fresh randomness: another signature, the same words.
        var again = log.Append(france.Sign(draft));

        Assert.Equal((AppendFate.Known, first.Index), (again.Fate, again.Index));
        Assert.NotNull(again.Receipt);
        Assert.Equal(first.RecordedTime, again.RecordedTime);
        Assert.Equal(4, log.Size);
    }

    [Fact]
    public void Another_event_under_a_used_id_is_refused_and_both_are_kept()
    {
        var france = log.Register("France");
        var first = log.Accept(france.Next("a", "2026-03-01T04:00:00Z"));

        var lie = france.Sign(france.Draft("a", "2026-03-01T03:00:00Z"));
        var outcome = log.Append(lie);

        Assert.Equal((AppendFate.Contradicts, first.Index), (outcome.Fate, outcome.Index));
        Assert.Null(outcome.Receipt);
        Assert.Equal(4, log.Size);
        var kept = Reading.ParsedAt(log.Writer.Reader, 3);
        Assert.Equal(EntryKind.Equivocation, kept.Entry.Kind);
        Assert.Equal(lie, kept.Entry.Jws);
        // Once is enough.
        Assert.Equal(AppendFate.Contradicts, log.Append(lie).Fate);
        Assert.Equal(4, log.Size);
        // The chain goes on as if it had not been said.
        Assert.Equal(4, log.Accept(france.Next("b")).Index);
    }

    [Fact]
    public void A_fork_of_a_sources_chain_is_refused_and_kept()
    {
        var france = log.Register("France");
        var fork = france.Sign(france.Draft("x"));
        log.Accept(france.Next("a"));

        var outcome = log.Append(fork);

        Assert.Equal(AppendFate.Contradicts, outcome.Fate);
        Assert.Contains("forks", outcome.Why, StringComparison.Ordinal);
        Assert.Equal(EntryKind.Equivocation, log.KindAt(3));
    }

    [Fact]
    public void A_hole_in_the_sequence_is_refused()
    {
        var france = log.Register("France");
        france.Next("lost");
        Refused(france.Next("b"), "the source's next event is number 1");
    }

    [Fact]
    public void Another_previous_event_is_refused()
    {
        var france = log.Register("France");
        log.Accept(france.Next("a"));
        france.Previous = new string('a', 64);
        Refused(france.Next("b"), "'prevhash' is not the hash");
    }

    [Fact]
    public void A_wrong_key_is_refused()
    {
        var france = log.Register("France");
        using var other = Es256PrivateKey.Generate();
        france.Key = other;
        Refused(france.Next("a"), "not registered, or no longer valid");
    }

    [Fact]
    public void A_signature_that_is_not_the_keys_is_refused()
    {
        var france = log.Register("France");
        var jws = france.Next("a");
        var signature = jws[(jws.LastIndexOf('.') + 1)..];
        var other = log.Register("Poland").Next("b");
        Refused(
            jws[..^signature.Length] + other[(other.LastIndexOf('.') + 1)..],
            "the signature is not that of the key"
        );
    }

    [Fact]
    public void Another_partys_key_is_refused()
    {
        var france = log.Register("France");
        var poland = log.Register("Poland");
        france.Key = poland.Key;
        Refused(france.Next("a"), "belongs to another source");
    }

    [Fact]
    public void A_revoked_key_is_refused_and_what_it_signed_before_stays()
    {
        var france = log.Register("France");
        log.Accept(france.Next("a"));
        var outcome = log.AppendKeyMessage(
            KeyMessages.Revoke(log.Writer.Registry.Count, france.Key.Public.Id, "stolen")
        );
        Assert.Equal(AppendFate.Accepted, outcome.Fate);
        Refused(france.Next("b"), "not registered, or no longer valid");
    }

    [Fact]
    public void A_message_for_another_log_is_refused()
    {
        var france = log.Register("France");
        Refused(france.SignBytes(CanonicalJson.Write(france.Draft("a")), "example.org/other"), "aud is not this log");
    }

    [Fact]
    public void A_message_of_another_type_is_refused()
    {
        var france = log.Register("France");
        var payload = CanonicalJson.Write(france.Draft("a"));
        Refused(CompactJws.Sign(france.Key, "JWT", TestLog.Origin, payload), "typ is not");
        Refused(CompactJws.Sign(france.Key, MessageTypes.Clock, TestLog.Origin, payload), "typ is not");
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "stands twice")]
    [InlineData("{\"a\":\"\\ud800\"}", "half of a surrogate pair")]
    [InlineData("{\"\\ud800\":1}", "half of a surrogate pair")]
    [InlineData("{\"b\":1,\"a\":2}", "not written canonically")]
    [InlineData("{ }", "not written canonically")]
    [InlineData("{\"a\":1.5}", "no integer")]
    [InlineData("{\"a\":9007199254740993}", "no integer")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "'specversion'")]
    [InlineData("\uFEFF{}", "not the JSON")]
    public void A_payload_that_is_no_canonical_event_is_refused(string payload, string why)
    {
        var france = log.Register("France");
        Refused(france.SignBytes(Encoding.UTF8.GetBytes(payload)), why);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var france = log.Register("France");
        JsonValue deep = new JsonNumber(1);
        for (var i = 0; i < 31; i++)
        {
            deep = new JsonArray([deep]);
        }
        Refused(
            france.Sign(france.Draft("a").With("data", JsonObject.Of(new JsonMember("x", deep)))),
            "more than 32 levels"
        );
    }

    [Fact]
    public void The_size_of_an_event_is_limited()
    {
        var france = log.Register("France");
        JsonObject Sized(int length)
        {
            var draft = france.Draft("a");
            var filler = new string(
                'x',
                length - CanonicalJson.Write(draft.With("data", JsonObject.Of(new JsonMember("text", "")))).Length
            );
            return draft.With("data", JsonObject.Of(new JsonMember("text", filler)));
        }

        Refused(france.SignBytes(CanonicalJson.Write(Sized(EventEnvelope.MaximumPayloadLength + 1))), "at most");
        // With this log's header, the largest event that fits into an entry.
        Assert.Equal(AppendFate.Accepted, log.Append(france.Count(Sized(48 * 1024 - 320))).Fate);
    }

    [Theory]
    [InlineData("specversion", "2.0", "'specversion'")]
    [InlineData("id", "", "'id'")]
    [InlineData("source", "Fr\u0001ance", "'source'")]
    [InlineData("type", "org.foedus.vote.cast", "'type'")]
    [InlineData("type", "com.foedus.vote.cast.v1", "'type'")]
    [InlineData("time", "2026-03-01T05:00:00", "'time'")]
    [InlineData("time", "2026-02-30T05:00:00Z", "'time'")]
    [InlineData("prevhash", "00", "'prevhash'")]
    [InlineData("sequence", "1", "'sequence'")]
    [InlineData("dataschema", "https://example.org", "'dataschema'")]
    [InlineData("datacontenttype", "text/xml", "'datacontenttype'")]
    [InlineData("recordedtime", "2026-03-01T05:00:00Z", "the log's to add")]
    public void An_envelope_that_is_not_complete_and_right_is_refused(string member, string value, string why)
    {
        var france = log.Register("France");
        Refused(france.Sign(france.Draft("a").With(member, new JsonString(value))), why);
    }

    [Fact]
    public void What_has_not_happened_yet_is_refused()
    {
        var france = log.Register("France");
        Refused(france.Sign(france.Draft("a", "2026-03-01T06:00:00.001Z")), "nothing is recorded before it happens");
        Assert.Equal(AppendFate.Accepted, log.Append(france.Sign(france.Draft("a", "2026-03-01T08:00:00+02:00"))).Fate);
    }

    [Fact]
    public void The_recorded_time_never_goes_back()
    {
        var france = log.Register("France");
        var first = log.Accept(france.Next("a"));
        log.Clock.Now -= TimeSpan.FromHours(3);
        Assert.Equal(first.RecordedTime, log.Accept(france.Next("b", "2026-03-01T01:00:00Z")).RecordedTime);
    }

    [Fact]
    public async Task When_nothing_arrives_the_log_carries_the_time()
    {
        log.Register("France");
        Assert.Equal(AppendFate.Known, (await log.Writer.TickAsync()).Fate);
        log.Clock.Now += TimeSpan.FromMinutes(1);
        var outcome = await log.Writer.TickAsync();
        Assert.Equal(AppendFate.Accepted, outcome.Fate);
        Assert.Equal(EntryKind.Clock, log.KindAt(outcome.Index));
        Assert.Equal(log.Clock.Now.ToUnixTimeMilliseconds(), outcome.RecordedTime);
    }

    [Fact]
    public async Task A_log_opened_again_goes_on_where_it_ended()
    {
        var france = log.Register("France");
        var sent = Enumerable.Range(0, 600).Select(i => france.Next($"e{i}")).ToList();
        var outcomes = await Task.WhenAll(sent.Select(log.Writer.AppendAsync));
        Assert.All(outcomes, outcome => Assert.Equal(AppendFate.Accepted, outcome.Fate));
        var before = log.Writer.LatestCheckpoint.Text;
        log.Close();

        Assert.Equal(before, log.Writer.LatestCheckpoint.Text);
        Assert.Equal(AppendFate.Known, log.Append(sent[3]).Fate);
        Assert.Equal(602, log.Accept(france.Next("after")).Index);
    }

    [Fact]
    public void A_restored_backup_is_noticed_and_nothing_is_signed()
    {
        var france = log.Register("France");
        log.Accept(france.Next("a"));
        log.Close();
        var database = log.Folder.PathOf(LedgerFolder.DatabaseName);
        File.Copy(database, log.PathOf("backup.db"));
        log.Accept(france.Next("b"));
        log.Close();
        File.Copy(log.PathOf("backup.db"), database, overwrite: true);
        File.Delete(database + "-wal");
        File.Delete(database + "-shm");

        var failure = Assert.Throws<LedgerDamagedException>(() => log.Writer);
        Assert.Contains("old backup was restored", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_vanished_is_noticed()
    {
        log.Register("France");
        log.Close();
        foreach (var file in Directory.GetFiles(log.Folder.Path, "ledger.db*"))
        {
            File.Delete(file);
        }
        Assert.Throws<LedgerDamagedException>(() => log.Writer);
    }

    [Fact]
    public void Only_one_process_writes()
    {
        Assert.NotNull(log.Writer);
        var failure = Assert.ThrowsAny<IOException>(() => log.Folder.OpenWriter(log.Clock));
        Assert.Contains("another process writes", failure.Message, StringComparison.Ordinal);
    }

    private void Refused(string jws, string why)
    {
        var size = log.Size;
        var outcome = log.Append(jws);
        Assert.Equal(AppendFate.Refused, outcome.Fate);
        Assert.Contains(why, outcome.Why, StringComparison.Ordinal);
        Assert.Equal(size, log.Size);
    }
}
