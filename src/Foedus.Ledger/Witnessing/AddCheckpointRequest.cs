using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Witnessing;

/// <summary>The body of add-checkpoint: the size before, the proof from there, and the checkpoint.</summary>
public sealed record AddCheckpointRequest(long OldSize, ImmutableArray<MerkleHash> Proof, SignedNote Note)
{
    public override string ToString() =>
        $"old {OldSize.ToString(CultureInfo.InvariantCulture)}\n{string.Concat(Proof.Select(hash => hash + "\n"))}\n{Note}";

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out AddCheckpointRequest? request,
        [NotNullWhen(false)] out string? why
    )
    {
        request = null;
        why = "the body reads 'old SIZE', proof lines, an empty line, a checkpoint";
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }
        var lines = text[..end].Split('\n');
        if (
            !lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !long.TryParse(lines[0].AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var oldSize)
            || oldSize.ToString(CultureInfo.InvariantCulture) != lines[0][4..]
            || lines.Length > 64
        )
        {
            return false;
        }
        var proof = ImmutableArray.CreateBuilder<MerkleHash>();
        foreach (var line in lines.AsSpan(1))
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
        request = new AddCheckpointRequest(oldSize, proof.ToImmutable(), note);
        return true;
    }
}
