using System.Numerics;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Buckets of a table with linear probing: the hash in the upper half, the row plus one in the lower, 0 for empty. A
/// bucket's home is given by the hash's top bits, so entries can be moved without looking at their rows.
/// </summary>
internal static class BucketArray
{
    /// <summary>How far to shift a hash to get the home in an array of this length, a power of two from 2.</summary>
    public static int ShiftFor(int length) => 32 - BitOperations.Log2((uint)length);

    /// <summary>Empties a bucket and closes the gap (Knuth, volume 3, section 6.4, algorithm R).</summary>
    public static void RemoveAt(ulong[] buckets, int hole, int shift)
    {
        unchecked
        {
            var mask = buckets.Length - 1;
            var at = hole;
            while (true)
            {
                at = (at + 1) & mask;
                var bucket = buckets[at];
                if (bucket == 0)
                {
                    break;
                }
                var home = (int)((uint)(bucket >> 32) >> shift);
                if (((at - home) & mask) >= ((at - hole) & mask))
                {
                    buckets[hole] = bucket;
                    hole = at;
                }
            }
            buckets[hole] = 0;
        }
    }

    public static void Copy(ulong[] from, ulong[] to, int shift)
    {
        unchecked
        {
            var mask = to.Length - 1;
            foreach (var bucket in from)
            {
                if (bucket == 0)
                {
                    continue;
                }
                var at = (int)((uint)(bucket >> 32) >> shift);
                while (to[at] != 0)
                {
                    at = (at + 1) & mask;
                }
                to[at] = bucket;
            }
        }
    }
}
