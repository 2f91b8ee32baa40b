using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Notes;

/// <summary>The text of a C2SP checkpoint: which log, how many entries, and the root over them.</summary>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    public string ToText() => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root}\n";

    /// <summary>Lines after the third are extensions, which are kept by the signatures and skipped here.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out string? why
    )
    {
        checkpoint = null;
        why = "a checkpoint has three lines: the log's origin, its size, and its root in base64";
        var lines = text.Split('\n');
        if (
            lines.Length < 4
            || lines[0].Length == 0
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1]
            || !MerkleHash.TryFromBase64(lines[2], out var root)
            || lines[^1].Length != 0
            || lines[3..^1].Any(line => line.Length == 0)
        )
        {
            return false;
        }
        checkpoint = new Checkpoint(lines[0], size, root);
        why = null;
        return true;
    }
}
