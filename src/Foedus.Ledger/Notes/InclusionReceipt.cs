using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Notes;

/// <summary>A <c>.tlog-proof</c>: where an entry stands, the hashes that lead to the root, and the signed checkpoint.</summary>
public sealed record InclusionReceipt(long Index, ImmutableArray<MerkleHash> Proof, SignedNote Checkpoint)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1\n";

    public override string ToString()
    {
        var text = new StringBuilder(FirstLine);
        text.Append("index ").Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Proof)
        {
            text.Append(hash.ToString()).Append('\n');
        }
        return text.Append('\n').Append(Checkpoint.ToString()).ToString();
    }

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out InclusionReceipt? receipt,
        [NotNullWhen(false)] out string? why
    )
    {
        receipt = null;
        why = "it is no c2sp.org/tlog-proof@v1";
        if (!text.StartsWith(FirstLine, StringComparison.Ordinal))
        {
            return false;
        }
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }
        var lines = text[FirstLine.Length..end].Split('\n').AsSpan();
        if (lines[0].StartsWith("extra ", StringComparison.Ordinal))
        {
            lines = lines[1..];
        }
        if (
            lines.Length is 0 or > 64
            || !lines[0].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[0].AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index.ToString(CultureInfo.InvariantCulture) != lines[0][6..]
        )
        {
            return false;
        }
        var proof = ImmutableArray.CreateBuilder<MerkleHash>();
        foreach (var line in lines[1..])
        {
            if (!MerkleHash.TryFromBase64(line, out var hash))
            {
                return false;
            }
            proof.Add(hash);
        }
        if (!SignedNote.TryParse(Encoding.UTF8.GetBytes(text[(end + 2)..]), out var note, out why))
        {
            return false;
        }
        receipt = new InclusionReceipt(index, proof.ToImmutable(), note);
        return true;
    }

    /// <summary>Whether the entry stands where the receipt says, in the tree that its checkpoint names. The signatures are another question.</summary>
    public bool Proves(ReadOnlySpan<byte> entry) =>
        Notes.Checkpoint.TryParse(Checkpoint.Text, out var checkpoint, out _)
        && InclusionProof.Verify(Index, checkpoint.Size, MerkleHash.OfLeaf(entry), Proof.AsSpan(), checkpoint.Root);
}
