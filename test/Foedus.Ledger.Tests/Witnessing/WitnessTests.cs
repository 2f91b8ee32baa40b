using Foedus.Ledger.Exporting;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Witnessing;

namespace Foedus.Ledger.Tests.Witnessing;

public sealed class WitnessTests : IDisposable
{
    private readonly TestLog log = new();
    private readonly NoteSigner signer = NoteSigner.Create(
        "witness.example/w1",
        NoteAlgorithm.Cosignature,
        new byte[32]
    );
    private readonly Witness witness;

    public WitnessTests() => witness = Open();

    public void Dispose() => log.Dispose();

    [Fact]
    public void An_extension_is_cosigned_at_the_witnesss_own_time()
    {
        var first = Checkpoint();
        var answer = Add(0, [], first);
        Assert.Equal((200, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.True(SignedNote.TryParseSignatures(answer.Body, out var signatures, out _));
        Assert.True(witness.Verifier.Verifies(first.Text, signatures[0].Signature.Span));
        Assert.True(Cosignature.TryReadTime(signatures[0].Signature.Span, out var seconds));
        Assert.Equal(log.Clock.Now.ToUnixTimeSeconds(), seconds);

        Grow(300);
        Assert.Equal(200, Add(1, Proof(1), Checkpoint()).Status);
        // The same one again is no harm.
        Assert.Equal(200, Add(Size(Checkpoint()), [], Checkpoint()).Status);
    }

    [Fact]
    public void What_it_has_seen_it_remembers_over_a_restart()
    {
        Grow(3);
        Assert.Equal(200, Add(0, [], Checkpoint()).Status);
        var again = Open();
        var answer = again.AddCheckpoint(Request(0, [], Checkpoint()));
        Assert.Equal((409, "5\n", "text/x.tlog.size"), (answer.Status, answer.Body, answer.ContentType));
    }

    [Fact]
    public void Answers_as_the_standard_demands()
    {
        Grow(3);
        var note = Checkpoint();
        Assert.Equal(400, witness.AddCheckpoint("rubbish").Status);
        Assert.Equal(400, witness.AddCheckpoint("old 01\n\n" + note).Status);
        Assert.Equal(400, Add(99, [], note).Status);
        Assert.Equal(
            404,
            witness
                .AddCheckpoint(Request(0, [], Resigned(new Checkpoint("example.org/other", 5, MerkleHash.OfNothing))))
                .Status
        );
        var unsigned = note with { Signatures = [signer.Sign(note.Text)] };
        Assert.Equal(403, Add(0, [], unsigned).Status);
        Assert.Equal(200, Add(0, [], note).Status);
        Grow(3, "more");
        Assert.Equal(422, Add(5, [], Checkpoint()).Status);
        Assert.Equal(422, Add(5, [MerkleHash.OfNothing], Checkpoint()).Status);
        Assert.Equal(409, Add(4, Proof(4), Checkpoint()).Status);
        Assert.Equal(200, Add(5, Proof(5), Checkpoint()).Status);
    }

    [Fact]
    public void Two_roots_for_one_size_are_refused_and_the_evidence_is_kept()
    {
        Grow(3);
        Assert.Equal(200, Add(0, [], Checkpoint()).Status);
        var other = Resigned(new Checkpoint(TestLog.Origin, 5, MerkleHash.OfLeaf([1])));

        Assert.Equal(409, Add(5, [], other).Status);

        var evidence = File.ReadAllText(Assert.Single(Directory.GetFiles(log.PathOf("witness"), "*evidence*")));
        Assert.Contains(Checkpoint().ToString().Split('\n')[2], evidence, StringComparison.Ordinal);
        Assert.Contains(other.ToString(), evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_reads_the_entries_and_their_times()
    {
        var audited = Open(new TailAudit(_ => log.Writer.Reader, log.Clock));
        Grow(300);
        Assert.Equal(200, audited.AddCheckpoint(Request(0, [], Checkpoint())).Status);
        var size = Size(Checkpoint());
        Grow(10, "more");
        Assert.Equal(200, audited.AddCheckpoint(Request(size, Proof(size), Checkpoint())).Status);

        // The operator's clock runs ahead.
        size = Size(Checkpoint());
        var now = log.Clock.Now;
        log.Clock.Now += TimeSpan.FromHours(1);
        Grow(1, "ahead");
        log.Clock.Now = now;
        var answer = audited.AddCheckpoint(Request(size, Proof(size), Checkpoint()));
        Assert.Equal(422, answer.Status);
        Assert.Contains("lies ahead", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_refuses_entries_that_are_not_those_of_the_root()
    {
        Grow(20);
        var folder = log.PathOf("export");
        LedgerExport.Write(log.Writer.Reader, Checkpoint(), folder);
        var path = Path.Combine(folder, TileId.EntriesPath(0, 22));
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var audited = Open(new TailAudit(size => new ExportReader(folder, size), log.Clock));
        Assert.Equal(422, audited.AddCheckpoint(Request(0, [], Checkpoint())).Status);
    }

    [Fact]
    public void A_policy_counts_cosignatures()
    {
        var keys = Enumerable
            .Range(1, 5)
            .Select(i =>
                NoteSigner.Create($"w{i}.example", NoteAlgorithm.Cosignature, [.. Enumerable.Repeat((byte)i, 32)])
            )
            .ToList();
        var text =
            $"# who is believed\nlog {log.Writer.Registry.LogKeys[0]}\n"
            + string.Concat(keys.Select((key, i) => $"witness W{i} {key.Verifier} https://w{i}.example/\n"))
            + "group A 2 W0 W1 W2\ngroup B any W3 W4\ngroup both all A B\nquorum both\n";
        Assert.True(WitnessPolicy.TryParse(text, out var policy, out var why), why);
        var note = Checkpoint();
        SignedNote With(params int[] who) =>
            note with
            {
                Signatures = [.. note.Signatures, .. who.Select(i => keys[i].Cosign(note.Text, 1))],
            };

        Assert.True(policy.IsSatisfiedBy(With(0, 2, 4), out var missing));
        Assert.Equal(["W1", "W3"], missing);
        Assert.False(policy.IsSatisfiedBy(With(0, 1, 2), out _));
        Assert.False(policy.IsSatisfiedBy(With(0, 3, 4), out _));
        Assert.False(policy.IsSatisfiedBy(With(0, 0, 3), out _));
    }

    [Theory]
    [InlineData("quorum none\nquorum none\n", "two quorum")]
    [InlineData("", "no quorum")]
    [InlineData("quorum W\n", "defined on no line before")]
    [InlineData("group g 1 a\nquorum g\n", "defined on no line before")]
    [InlineData("log x\nquorum none\n", "a verifier key reads")]
    [InlineData("nonsense\nquorum none\n", "a line reads")]
    public void A_policy_that_is_none_is_refused(string text, string reason)
    {
        Assert.False(WitnessPolicy.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    private Witness Open(TailAudit? audit = null) =>
        new(
            log.PathOf(audit is null ? "witness" : "audited"),
            signer,
            log.Folder.ReadSigner().Verifiers,
            log.Clock,
            _ => audit
        );

    private SignedNote Checkpoint() => log.Writer.LatestCheckpoint;

    private static long Size(SignedNote note) =>
        Foedus.Ledger.Notes.Checkpoint.TryParse(note.Text, out var checkpoint, out _) ? checkpoint.Size : -1;

    private MerkleHash[] Proof(long from) => new TiledTree(log.Writer.Reader, Size(Checkpoint())).Consistency(from);

    private SignedNote Resigned(Checkpoint checkpoint) => log.Folder.ReadSigner().Sign(checkpoint);

    private WitnessAnswer Add(long old, MerkleHash[] proof, SignedNote note) =>
        witness.AddCheckpoint(Request(old, proof, note));

    private static string Request(long old, MerkleHash[] proof, SignedNote note) =>
        new AddCheckpointRequest(old, [.. proof], note).ToString();

    private void Grow(int count, string prefix = "e")
    {
        var source = log.Register($"source {prefix}");
        foreach (var jws in Enumerable.Range(0, count).Select(i => source.Next($"{prefix}{i}")).ToList())
        {
            log.Accept(jws);
        }
    }
}
