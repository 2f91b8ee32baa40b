using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Evaluation;

/// <summary>Finds the rows of a table by some of their columns: per key a chain of rows, whose head stands in a bucket.</summary>
internal sealed class HashIndex(TupleTable table, int[] columns)
{
    private BucketArray _buckets = new(16);
    private int _keys;
    private int[] _next = [];
    private int[] _previous = [];

    public int[] Columns { get; } = columns;

    /// <summary>The first row whose columns equal the key, or -1.</summary>
    public int First(ref long key)
    {
        var hash = TupleHash.Of(ref key, Columns.Length);
        var at = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref at, out var row))
        {
            if (HasKey(ref table.Row(row), ref key))
            {
                return row;
            }
        }
        return -1;
    }

    /// <summary>The next row with the same key, or -1.</summary>
    public int Next(int row) => _next[row];

    public void Insert(int row)
    {
        if (row >= _next.Length)
        {
            var size = Math.Max(16, Math.Max(row + 1, _next.Length * 2));
            Array.Resize(ref _next, size);
            Array.Resize(ref _previous, size);
        }
        _buckets.MakeRoom(_keys);
        ref var tuple = ref table.Row(row);
        var hash = TupleHash.OfColumns(ref tuple, Columns);
        var at = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref at, out var head))
        {
            if (SameKey(ref table.Row(head), ref tuple))
            {
                PutBehind(head, row);
                return;
            }
        }
        _buckets.Put(at, hash, row);
        _next[row] = -1;
        _previous[row] = -1;
        _keys++;
    }

    public void Remove(int row)
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
        if (next >= 0)
        {
            _buckets.Replace(hash, row, next);
            return;
        }
        _buckets.Remove(hash, row);
        _keys--;
    }

    public void Clear()
    {
        _buckets.Clear();
        _keys = 0;
    }

    // Second in the chain, so that the bucket stays as it is.
    private void PutBehind(int head, int row)
    {
        var second = _next[head];
        _next[head] = row;
        _previous[row] = head;
        _next[row] = second;
        if (second >= 0)
        {
            _previous[second] = row;
        }
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
