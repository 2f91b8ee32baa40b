using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;

namespace Foedus.Server.Verdicts;

#pragma warning disable RS0030 // What is kept between two processes is a file.

/// <summary>
/// What an engine keeps between two processes: the state, how far it has read, and the leaf of the last entry it read, so
/// that it is never taken for one of another log. It is a cache: whatever is wrong with it, the log is replayed instead.
/// </summary>
internal sealed class EngineStateFile(string path)
{
    /// <param name="Next">The first entry that was not read.</param>
    /// <param name="Open">Digests that were due, and that the log had not said by then.</param>
    internal sealed record Kept(long Next, byte[] State, ImmutableArray<(long Events, string Digest)> Open);

    /// <summary>Null where there is none, or none that fits.</summary>
    public Kept? Read(ILedgerReader reader)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        var covered = bytes.Length - SHA256.HashSizeInBytes;
        if (covered <= 0 || !SHA256.HashData(bytes.AsSpan(0, covered)).AsSpan().SequenceEqual(bytes.AsSpan(covered)))
        {
            return null;
        }
        using var input = new BinaryReader(new MemoryStream(bytes, 0, covered, writable: false), Encoding.UTF8);
        var next = input.ReadInt64();
        var leaf = new MerkleHash(input.ReadBytes(MerkleHash.Length));
        if (
            next <= 0
            || next > reader.ReadSize()
            || reader.ReadEntries(next - 1, 1) is not [var last]
            || last.Leaf != leaf
        )
        {
            return null;
        }
        var open = ImmutableArray.CreateBuilder<(long, string)>();
        for (var count = input.ReadInt32(); count > 0; count--)
        {
            open.Add((input.ReadInt64(), input.ReadString()));
        }
        return new Kept(next, input.ReadBytes(bytes.Length), open.ToImmutable());
    }

    public void Write(ILedgerReader reader, Kept kept)
    {
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output, Encoding.UTF8);
        writer.Write(kept.Next);
        writer.Write(reader.ReadEntries(kept.Next - 1, 1)[0].Leaf.ToArray());
        writer.Write(kept.Open.Length);
        foreach (var (events, digest) in kept.Open)
        {
            writer.Write(events);
            writer.Write(digest);
        }
        writer.Write(kept.State);
        writer.Flush();
        var covered = output.ToArray();
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

#pragma warning restore RS0030
