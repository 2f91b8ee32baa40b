using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>Hashes tuples of packed columns.</summary>
internal static class TupleHash
{
    private const ulong Seed = 0x9E3779B97F4A7C15UL;
    private const ulong Factor = 0xD6E8FEB86659FD93UL;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ref long first, int width)
    {
        unchecked
        {
            var hash = Seed;
            for (var i = 0; i < width; i++)
            {
                hash = (hash ^ (ulong)Unsafe.Add(ref first, i)) * Factor;
                hash ^= hash >> 32;
            }
            return (uint)hash;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OfColumns(ref long row, int[] columns)
    {
        unchecked
        {
            var hash = Seed;
            foreach (var column in columns)
            {
                hash = (hash ^ (ulong)Unsafe.Add(ref row, column)) * Factor;
                hash ^= hash >> 32;
            }
            return (uint)hash;
        }
    }
}
