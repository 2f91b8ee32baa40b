using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>Finds the rows of a table by some of their columns: per key a chain of rows, whose head stands in a bucket.</summary>
internal sealed class HashIndex(TupleTable table, int[] columns)
{
    private ulong[] _buckets = new ulong[16];
    private int _shift = BucketArray.ShiftFor(16);
    private int _keys;
    private int[] _next = [];
    private int[] _previous = [];

    public int[] Columns { get; } = columns;

    /// <summary>The first row whose columns equal the key, or -1.</summary>
    public int First(ref long key)
    {
        unchecked
        {
            var hash = TupleHash.Of(ref key, Columns.Length);
            var buckets = _buckets;
            var mask = buckets.Length - 1;
            var at = (int)(hash >> _shift);
            while (true)
            {
                var bucket = buckets[at];
                if (bucket == 0)
                {
                    return -1;
                }
                if ((uint)(bucket >> 32) == hash)
                {
                    var row = (int)(uint)bucket - 1;
                    if (HasKey(ref table.Row(row), ref key))
                    {
                        return row;
                    }
                }
                at = (at + 1) & mask;
            }
        }
    }

    /// <summary>The next row with the same key, or -1.</summary>
    public int Next(int row) => _next[row];

    public void Insert(int row)
    {
        unchecked
        {
            if (row >= _next.Length)
            {
                var size = Math.Max(16, Math.Max(row + 1, _next.Length * 2));
                Array.Resize(ref _next, size);
                Array.Resize(ref _previous, size);
            }
            if (_keys >= _buckets.Length / 4 * 3)
            {
                var grown = new ulong[_buckets.Length * 2];
                _shift = BucketArray.ShiftFor(grown.Length);
                BucketArray.Copy(_buckets, grown, _shift);
                _buckets = grown;
            }
            ref var tuple = ref table.Row(row);
            var hash = TupleHash.OfColumns(ref tuple, Columns);
            var mask = _buckets.Length - 1;
            var at = (int)(hash >> _shift);
            while (true)
            {
                var bucket = _buckets[at];
                if (bucket == 0)
                {
                    _buckets[at] = ((ulong)hash << 32) | (uint)(row + 1);
                    _next[row] = -1;
                    _previous[row] = -1;
                    _keys++;
                    return;
                }
                if ((uint)(bucket >> 32) == hash)
                {
                    var head = (int)(uint)bucket - 1;
                    if (SameKey(ref table.Row(head), ref tuple))
                    {
                        // Second in the chain, so that the bucket stays as it is.
                        var second = _next[head];
                        _next[head] = row;
                        _previous[row] = head;
                        _next[row] = second;
                        if (second >= 0)
                        {
                            _previous[second] = row;
                        }
                        return;
                    }
                }
                at = (at + 1) & mask;
            }
        }
    }

    public void Remove(int row)
    {
        unchecked
        {
            var previous = _previous[row];
            var next = _next[row];
            if (next >= 0)
            {
                _previous[next] = previous;
            }
            if (previous >= 0)
            {
                _next[previous] = next;
                return;
            }
            var hash = TupleHash.OfColumns(ref table.Row(row), Columns);
            var wanted = ((ulong)hash << 32) | (uint)(row + 1);
            var mask = _buckets.Length - 1;
            var at = (int)(hash >> _shift);
            while (_buckets[at] != wanted)
            {
                at = (at + 1) & mask;
            }
            if (next >= 0)
            {
                _buckets[at] = ((ulong)hash << 32) | (uint)(next + 1);
            }
            else
            {
                BucketArray.RemoveAt(_buckets, at, _shift);
                _keys--;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        _keys = 0;
    }

    private bool HasKey(ref long row, ref long key)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Unsafe.Add(ref row, Columns[i]) != Unsafe.Add(ref key, i))
            {
                return false;
            }
        }
        return true;
    }

    private bool SameKey(ref long left, ref long right)
    {
        foreach (var column in Columns)
        {
            if (Unsafe.Add(ref left, column) != Unsafe.Add(ref right, column))
            {
                return false;
            }
        }
        return true;
    }
}
