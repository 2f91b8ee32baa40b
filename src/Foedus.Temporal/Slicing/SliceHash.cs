using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Slicing;

/// <summary>Which slice the events of a key belong to. Unlike the hashes of the tables, so that each slice fills its buckets evenly.</summary>
internal static class SliceHash
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SliceOf(long key, int slices)
    {
        unchecked
        {
            var hash = (ulong)key * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 29)) * 0x94D049BB133111EBUL;
            return (int)(((hash >> 32) * (ulong)slices) >> 32);
        }
    }

    public static int SliceOf(ReadOnlySpan<byte> key, int slices)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325UL;
            foreach (var b in key)
            {
                hash = (hash ^ b) * 0x100000001B3UL;
            }
            return SliceOf((long)hash, slices);
        }
    }
}
