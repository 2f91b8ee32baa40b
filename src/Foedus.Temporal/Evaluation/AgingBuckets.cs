using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Buckets with linear probing (Knuth, volume 3, section 6.4) for rows that go in the order in which they came. A row
/// that has gone is told by its number, so its going costs nothing here; what such rows leave behind is swept out in
/// one pass over memory once the buckets are full. The hash is in the upper half, the row plus one in the lower, 0 for
/// empty; a bucket's home is given by the hash's top bits.
/// </summary>
/// <remarks>
/// Invariant: less than three quarters of the buckets are in use, and at most as many rows come between two sweeps. A
/// number that is given again after 2^31 rows therefore never meets what its former row has left behind.
/// </remarks>
internal struct AgingBuckets
{
    private ulong[] _buckets;
    private int _shift;
    private int _room;

    /// <param name="length">A power of two from 4.</param>
    public AgingBuckets(int length)
    {
        _buckets = new ulong[length];
        _shift = 32 - BitOperations.Log2((uint)length);
        _room = MostUsed(length);
    }

    public readonly int Length => _buckets.Length;

    /// <summary>Whether a row can be put before the next sweep.</summary>
    public readonly bool HasRoom => _room > 0;

    /// <summary>The place in memory where probing for a hash begins, for fetching it ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref ulong PlaceOf(uint hash) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buckets), (nint)(hash >> _shift));

    /// <summary>Where probing for a hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Home(uint hash) => (int)(hash >> _shift);

    /// <summary>The position, from this one on, of the next bucket with this hash, or else of the next empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Find(uint hash, int position)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(_buckets);
            var mask = _buckets.Length - 1;
            var at = position;
            while (true)
            {
                var bucket = Unsafe.Add(ref first, (nint)at);
                if (bucket == 0 || (uint)(bucket >> 32) == hash)
                {
                    return at;
                }
                at = (at + 1) & mask;
            }
        }
    }

    /// <summary>The row in the bucket at a position; -1 if it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int RowAt(int position) =>
        unchecked((int)(uint)Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buckets), (nint)position) - 1);

    /// <summary>The position behind this one.</summary>
    public readonly int After(int position) => unchecked((position + 1) & (_buckets.Length - 1));

    /// <summary>Puts a row into an empty bucket, or into that of a row with the same hash that it takes the place of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int position, uint hash, int row)
    {
        unchecked
        {
            _room--;
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buckets), (nint)position) =
                ((ulong)hash << 32) | (uint)(row + 1);
        }
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        _room = MostUsed(_buckets.Length);
    }

    /// <summary>
    /// Empties the buckets of rows that have gone, which are all but so many from the first one on. Where more than half of
    /// them would be in use still, there are twice as many buckets afterwards: so each sweep is paid for
    /// by the rows that came since the one before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sweep(int first, long count)
    {
        var left = Clean(first, count);
        if (left > _buckets.Length / 2)
        {
            Grow();
        }
        _room = MostUsed(_buckets.Length) - left;
    }

    /// <summary>Whether a number is that of one of so many rows from the first one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsThere(int row, int first, long count) => unchecked((row - first) & int.MaxValue) < count;

    private static int MostUsed(int length) => length - (length >> 2);

    // Begun behind an empty bucket, whatever is put back finds its place at or before the one it had, which is free.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Clean(int first, long count)
    {
        unchecked
        {
            var buckets = _buckets;
            var mask = buckets.Length - 1;
            var start = Array.IndexOf(buckets, 0UL);
            var left = 0;
            for (var i = 1; i <= mask; i++)
            {
                ref var bucket = ref buckets[(start + i) & mask];
                var entry = bucket;
                if (entry == 0)
                {
                    continue;
                }
                bucket = 0;
                if (IsThere((int)(uint)entry - 1, first, count))
                {
                    PutBack(entry);
                    left++;
                }
            }
            return left;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        var old = _buckets;
        this = new AgingBuckets(old.Length * 2);
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                PutBack(entry);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void PutBack(ulong entry)
    {
        unchecked
        {
            var buckets = _buckets;
            var at = (int)((uint)(entry >> 32) >> _shift);
            while (buckets[at] != 0)
            {
                at = (at + 1) & (buckets.Length - 1);
            }
            buckets[at] = entry;
        }
    }
}
