using System.Buffers.Binary;
using System.IO;

namespace Foedus.Ledger.Exporting;

/// <summary>Entries as tlog-tiles bundles them: each behind its length in 16 bits, big-endian.</summary>
public static class EntryBundle
{
    public static byte[] Write(IEnumerable<byte[]> entries)
    {
        using var output = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
            output.Write(length);
            output.Write(entry);
        }
        return output.ToArray();
    }

    /// <summary>False where the bytes are no sequence of exactly so many entries; those before the fault are given.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bundle, int count, List<byte[]> entries)
    {
        while (entries.Count < count)
        {
            if (bundle.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle) is var length && bundle.Length < 2 + length)
            {
                return false;
            }
            entries.Add(bundle.Slice(2, length).ToArray());
            bundle = bundle[(2 + length)..];
        }
        return bundle.IsEmpty;
    }
}
