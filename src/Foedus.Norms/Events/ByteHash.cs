using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Foedus.Norms.Events;

/// <summary>A hash that spreads short texts over the slots of a cache; not one to keep, as it differs between machines of another byte order.</summary>
internal static class ByteHash
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        unchecked
        {
            // Wrapping multiplication mixes the bits; nothing is counted here.
            var hash = (ulong)bytes.Length * Multiplier;
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            foreach (var word in words)
            {
                hash = (hash ^ word) * Multiplier;
                hash ^= hash >> 29;
            }
            Span<byte> tail = stackalloc byte[8];
            tail.Clear();
            bytes[(words.Length * 8)..].CopyTo(tail);
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(tail)) * Multiplier;
            return (uint)(hash >> 40);
        }
    }
}
