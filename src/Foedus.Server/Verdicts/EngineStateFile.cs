using System.Security.Cryptography;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;

namespace Foedus.Server.Verdicts;

/// <summary>
/// What an engine keeps between two processes: the state, how far it has read, and the leaf of the last entry it read, so
/// that it is never taken for one of another log. It is a cache: whatever is wrong with it, the log is replayed instead.
/// </summary>
internal sealed class EngineStateFile(string path)
{
    private const int Tail = sizeof(long) + MerkleHash.Length + SHA256.HashSizeInBytes;

    /// <param name="Next">The first entry that was not read.</param>
    internal sealed record Kept(long Next, byte[] State);

    /// <summary>Null where there is none, or none that fits.</summary>
    public Kept? Read(ILedgerReader reader)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Tail)
        {
            return null;
        }
        var rest = bytes.AsSpan(bytes.Length - Tail);
        var covered = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
        if (!SHA256.HashData(covered).AsSpan().SequenceEqual(rest[^SHA256.HashSizeInBytes..]))
        {
            return null;
        }
        var next = BitConverter.ToInt64(rest);
        var leaf = new MerkleHash(rest.Slice(sizeof(long), MerkleHash.Length));
        return next > 0 && next <= reader.ReadSize() && reader.ReadEntries(next - 1, 1) is [var last] && last.Leaf == leaf
            ? new Kept(next, bytes[..^Tail])
            : null;
    }

    public void Write(ILedgerReader reader, long next, byte[] state)
    {
        var leaf = reader.ReadEntries(next - 1, 1)[0].Leaf;
        byte[] covered = [.. state, .. BitConverter.GetBytes(next), .. leaf.ToArray()];
        // The old one or the new one, never half of it.
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(covered);
            file.Write(SHA256.HashData(covered));
        }
        File.Move(temporary, path, overwrite: true);
    }
}
