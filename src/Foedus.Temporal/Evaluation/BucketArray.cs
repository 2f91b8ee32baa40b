using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Buckets with linear probing (Knuth, volume 3, section 6.4): the hash in the upper half, the row plus one in the
/// lower, 0 for empty. A bucket's home is given by the hash's top bits, so entries can be moved without looking at
/// their rows. What a row's key is, and when two are the same, is the owner's matter.
/// </summary>
internal struct BucketArray
{
    private ulong[] _buckets;
    private int _shift;

    /// <param name="length">A power of two from 2.</param>
    public BucketArray(int length)
    {
        _buckets = new ulong[length];
        _shift = 32 - BitOperations.Log2((uint)length);
    }

    public readonly int Length => _buckets.Length;

    /// <summary>Where probing for a hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Home(uint hash) => (int)(hash >> _shift);

    /// <summary>The place in memory where probing for a hash begins, for fetching it ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref ulong PlaceOf(uint hash) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buckets), (nint)(hash >> _shift));

    /// <summary>The row in the bucket where probing for a hash begins, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int FirstAt(uint hash) => unchecked((int)(uint)PlaceOf(hash) - 1);

    /// <summary>
    /// The next row with this hash from a position on, which is moved behind it. False where there is none: the
    /// position is then that of the empty bucket where one could be put.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryNext(uint hash, ref int at, out int row)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(_buckets);
            var mask = _buckets.Length - 1;
            var position = at;
            while (true)
            {
                var bucket = Unsafe.Add(ref first, (nint)position);
                if (bucket == 0)
                {
                    at = position;
                    row = -1;
                    return false;
                }
                position = (position + 1) & mask;
                if ((uint)(bucket >> 32) == hash)
                {
                    at = position;
                    row = (int)(uint)bucket - 1;
                    return true;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put(int at, uint hash, int row) =>
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buckets), (nint)at) = Entry(hash, row);

    /// <summary>Lets a bucket stand for another row with the same hash.</summary>
    public readonly void Replace(uint hash, int row, int other) => Put(PositionOf(hash, row), hash, other);

    /// <summary>Empties a row's bucket and closes the gap (algorithm R).</summary>
    public readonly void Remove(uint hash, int row)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(_buckets);
            var mask = _buckets.Length - 1;
            var shift = _shift;
            var hole = PositionOf(hash, row);
            var at = hole;
            while (true)
            {
                at = (at + 1) & mask;
                var bucket = Unsafe.Add(ref first, (nint)at);
                if (bucket == 0)
                {
                    break;
                }
                var home = (int)((uint)(bucket >> 32) >> shift);
                if (((at - home) & mask) >= ((at - hole) & mask))
                {
                    Unsafe.Add(ref first, (nint)hole) = bucket;
                    hole = at;
                }
            }
            Unsafe.Add(ref first, (nint)hole) = 0;
        }
    }

    public readonly void Clear() => Array.Clear(_buckets);

    /// <summary>Doubles the buckets once three quarters are in use: beyond that, runs of full buckets grow long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MakeRoom(int used)
    {
        if (used >= _buckets.Length - (_buckets.Length >> 2))
        {
            Grow();
        }
    }

    private static ulong Entry(uint hash, int row) => unchecked(((ulong)hash << 32) | (uint)(row + 1));

    private readonly int PositionOf(uint hash, int row)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(_buckets);
            var mask = _buckets.Length - 1;
            var wanted = Entry(hash, row);
            var at = (int)(hash >> _shift);
            while (Unsafe.Add(ref first, (nint)at) != wanted)
            {
                at = (at + 1) & mask;
            }
            return at;
        }
    }

    private void Grow()
    {
        unchecked
        {
            var old = _buckets;
            this = new BucketArray(old.Length * 2);
            var mask = _buckets.Length - 1;
            foreach (var bucket in old)
            {
                if (bucket == 0)
                {
                    continue;
                }
                var at = (int)((uint)(bucket >> 32) >> _shift);
                while (_buckets[at] != 0)
                {
                    at = (at + 1) & mask;
                }
                _buckets[at] = bucket;
            }
        }
    }
}
