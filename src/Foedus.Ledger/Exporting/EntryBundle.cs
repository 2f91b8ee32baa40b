using System.Buffers.Binary;
using System.IO;

namespace Foedus.Ledger.Exporting;

/// <summary>Entries as tlog-tiles bundles them: each behind its length in 16 bits, big-endian.</summary>
public static class EntryBundle
{
    /// <summary>Bytes before each entry that say how long it is.</summary>
    public const int LengthBytes = 2;

    public static byte[] Write(IEnumerable<byte[]> entries)
    {
        using var output = new MemoryStream();
        Span<byte> length = stackalloc byte[LengthBytes];
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
            if (
                bundle.Length < LengthBytes
                || (BinaryPrimitives.ReadUInt16BigEndian(bundle) is var length && bundle.Length < LengthBytes + length)
            )
            {
                return false;
            }
            entries.Add(bundle.Slice(LengthBytes, length).ToArray());
            bundle = bundle[(LengthBytes + length)..];
        }
        return bundle.IsEmpty;
    }
}
