using System.Text;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Notes;

public sealed class NoteTests
{
    private const string Text = "example.org/log\n3\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n";

    private static NoteSigner Signer(NoteAlgorithm algorithm, string name = "example.org/log")
    {
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");
        return NoteSigner.Create(name, algorithm, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    }

    // The example of Go's note package: its key, its text, its signature.
    [Fact]
    public void The_example_of_the_reference_implementation_verifies()
    {
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");
        Assert.True(
            NoteVerifier.TryParse(
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                out var key,
                out var why
            ),
            why
        );
        var note =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
            + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out var parsed, out why), why);
        Assert.True(parsed.IsSignedBy(key));
        Assert.Equal(note, parsed.ToString());
    }

    [Fact]
    public void Keys_and_notes_survive_their_text_forms()
    {
        var signer = Signer(NoteAlgorithm.Ed25519);
        Assert.True(NoteSigner.TryParse(signer.ToString(), out var back, out _));
        Assert.True(NoteVerifier.TryParse(signer.Verifier.ToString(), out var verifier, out _));
        Assert.Equal(signer.Verifier.KeyHash, back.Verifier.KeyHash);
        var note = new SignedNote(Text, [signer.Sign(Text)]);
        Assert.True(SignedNote.TryParse(note.ToBytes(), out var read, out _));
        Assert.True(read.IsSignedBy(verifier));
        Assert.False(read.IsForgedFor(verifier));
        var changed = read with { Text = Text.Replace("3\n", "4\n", StringComparison.Ordinal) };
        Assert.False(changed.IsSignedBy(verifier));
        Assert.True(changed.IsForgedFor(verifier));
    }

    [Fact]
    public void An_ECDSA_key_signs_notes_beside_it()
    {
        using var key = Es256PrivateKey.Generate();
        var verifier = NoteVerifier.ForEcdsa("example.org/log", key.Public);
        Assert.True(NoteVerifier.TryParse(verifier.ToString(), out var back, out var why), why);
        var der = DerSignature.FromP1363(key.Sign(Encoding.UTF8.GetBytes(Text)));
        var note = new SignedNote(Text, [new NoteSignature("example.org/log", back.KeyHash, der)]);
        Assert.True(note.IsSignedBy(back));
        Assert.False((note with { Text = Text + "x\n" }).IsSignedBy(back));
    }

    [Fact]
    public void A_cosignature_carries_the_second_and_covers_it()
    {
        var witness = Signer(NoteAlgorithm.Cosignature, "witness.example/w1");
        var signature = witness.Cosign(Text, 1_700_000_000);
        Assert.True(Cosignature.TryReadTime(signature.Signature.Span, out var seconds));
        Assert.Equal(1_700_000_000, seconds);
        Assert.True(witness.Verifier.Verifies(Text, signature.Signature.Span));
        var backdated = signature.Signature.ToArray();
        backdated[7] ^= 1;
        Assert.False(witness.Verifier.Verifies(Text, backdated));
    }

    [Theory]
    [InlineData("a\n\n")]
    [InlineData("a\n\n— name AAAA")]
    [InlineData("a\n\n- name AAAAAAA=\n")]
    [InlineData("a\n\n— na+me AAAAAAA=\n")]
    [InlineData("a\n\n— name AAAA\n")]
    [InlineData("a\n\n— name AAAAAAB=\n")]
    [InlineData("a\r\n\n— name AAAAAAA=\n")]
    public void What_is_no_note_is_refused(string text) =>
        Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("log\n03\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n")]
    [InlineData("log\n3\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs\n")]
    [InlineData("\n3\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n")]
    [InlineData("log\n-3\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n")]
    [InlineData("log\n3\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.False(Checkpoint.TryParse(text, out _, out _));

    [Fact]
    public void A_receipt_proves_its_entry_and_no_other()
    {
        var signer = Signer(NoteAlgorithm.Ed25519);
        var entries = Enumerable.Range(0, 5).Select(i => BitConverter.GetBytes(i)).ToArray();
        var tree = new TiledTree(new Merkle.MemoryTiles([.. entries.Select(entry => MerkleHash.OfLeaf(entry))]), 5);
        var text = new Checkpoint("example.org/log", 5, tree.Root()).ToText();
        var receipt = new InclusionReceipt(3, [.. tree.Inclusion(3)], new SignedNote(text, [signer.Sign(text)]));

        Assert.True(InclusionReceipt.TryParse(receipt.ToString(), out var back, out var why), why);
        Assert.Equal(receipt.ToString(), back.ToString());
        Assert.True(back.Proves(entries[3]));
        Assert.False(back.Proves(entries[2]));
        Assert.True(back.Checkpoint.IsSignedBy(signer.Verifier));
    }

    [Fact]
    public void The_outside_log_verifies_as_a_whole()
    {
        Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");
        var folder = SharedFolder.Require("vectors", "tlog-tiles", "tessera-log");
        Assert.True(
            NoteVerifier.TryParse(
                "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                out var key,
                out _
            )
        );
        var checkpoints = new List<Checkpoint>();
        for (var size = 0; size <= 15; size++)
        {
            Assert.True(
                SignedNote.TryParse(
                    File.ReadAllBytes(Path.Combine(folder, $"checkpoint.{size}")),
                    out var note,
                    out var why
                ),
                why
            );
            Assert.True(note.IsSignedBy(key));
            Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint, out _));
            Assert.Equal(size, checkpoint.Size);
            checkpoints.Add(checkpoint);
            if (size == 0)
            {
                Assert.Equal(MerkleHash.OfNothing, checkpoint.Root);
                continue;
            }

            var compact = new CompactTree();
            var bundle = File.ReadAllBytes(Path.Combine(folder, TileId.EntriesPath(0, size)));
            var hashes = File.ReadAllBytes(Path.Combine(folder, new TileId(0, 0).Path(size)));
            for (var at = 0; at < bundle.Length; )
            {
                var length = (bundle[at] << 8) | bundle[at + 1];
                var leaf = MerkleHash.OfLeaf(bundle.AsSpan(at + 2, length));
                Assert.Equal(leaf, new MerkleHash(hashes.AsSpan((int)compact.Size * 32, 32)));
                compact.Append(leaf);
                at += 2 + length;
            }
            Assert.Equal((size, checkpoint.Root), (compact.Size, compact.Root));

            var tree = new TiledTree(new FileTile(hashes), size);
            for (var old = 1; old <= size; old++)
            {
                Assert.True(
                    ConsistencyProof.Verify(old, size, checkpoints[old].Root, checkpoint.Root, tree.Consistency(old))
                );
            }
        }
    }

    private sealed class FileTile(byte[] hashes) : ITiles
    {
        public MerkleHash[] ReadTile(TileId tile, int width) =>
            [.. Enumerable.Range(0, width).Select(i => new MerkleHash(hashes.AsSpan(i * 32, 32)))];
    }
}
