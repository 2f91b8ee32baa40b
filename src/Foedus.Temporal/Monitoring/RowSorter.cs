using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Gathers the tuples of a verdict, sorts them by column and drops repetitions. The sorted tuples can be kept from
/// verdict to verdict and changed one by one.
/// </summary>
internal sealed class RowSorter(IReadOnlyList<ColumnType> types, TextPool texts) : IComparer<int>
{
    private readonly ColumnType[] _types = [.. types];
    private long[] _rows = new long[64];
    private long[] _sorted = new long[64];
    private int[] _order = new int[16];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Rows => _sorted.AsSpan(0, Count * _types.Length);

    public void Begin() => Count = 0;

    /// <summary>Room for one more tuple.</summary>
    public Span<long> Next()
    {
        var width = _types.Length;
        var at = Count * width;
        if (at + width > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(at + width, _rows.Length * 2));
        }
        Count++;
        return _rows.AsSpan(at, width);
    }

    public void Sort()
    {
        var width = _types.Length;
        if (width == 0)
        {
            Count = Math.Min(Count, 1);
            return;
        }
        if (_order.Length < Count)
        {
            _order = new int[Math.Max(Count, _order.Length * 2)];
        }
        for (var i = 0; i < Count; i++)
        {
            _order[i] = i;
        }
        if (Count > 16)
        {
            Array.Sort(_order, 0, Count, this);
        }
        else
        {
            SortFew();
        }
        if (_sorted.Length < Count * width)
        {
            _sorted = new long[_rows.Length];
        }
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var row = _rows.AsSpan(_order[i] * width, width);
            if (kept > 0 && row.SequenceEqual(_sorted.AsSpan((kept - 1) * width, width)))
            {
                continue;
            }
            row.CopyTo(_sorted.AsSpan(kept * width));
            kept++;
        }
        Count = kept;
    }

    private void SortFew()
    {
        for (var i = 1; i < Count; i++)
        {
            var row = _order[i];
            var at = i;
            while (at > 0 && Compare(_order[at - 1], row) > 0)
            {
                _order[at] = _order[at - 1];
                at--;
            }
            _order[at] = row;
        }
    }

    public int Compare(int x, int y)
    {
        var width = _types.Length;
        return Compare(_rows.AsSpan(x * width, width), _rows.AsSpan(y * width, width));
    }

    /// <summary>Puts a tuple that is not there in its place among the sorted ones.</summary>
    public void Insert(ReadOnlySpan<long> tuple)
    {
        var width = _types.Length;
        var used = Count * width;
        if (used + width > _sorted.Length)
        {
            Array.Resize(ref _sorted, Math.Max(used + width, _sorted.Length * 2));
        }
        var at = PlaceOf(tuple) * width;
        _sorted.AsSpan(at, used - at).CopyTo(_sorted.AsSpan(at + width));
        tuple.CopyTo(_sorted.AsSpan(at));
        Count++;
    }

    /// <summary>Takes a tuple that is there out of the sorted ones.</summary>
    public void Remove(ReadOnlySpan<long> tuple)
    {
        var width = _types.Length;
        var used = Count * width;
        var behind = PlaceOf(tuple) * width + width;
        _sorted.AsSpan(behind, used - behind).CopyTo(_sorted.AsSpan(behind - width));
        Count--;
    }

    // The first of the sorted tuples that is not before this one.
    private int PlaceOf(ReadOnlySpan<long> tuple)
    {
        var width = _types.Length;
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(_sorted.AsSpan(middle * width, width), tuple) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private int Compare(ReadOnlySpan<long> left, ReadOnlySpan<long> right) => Compare(left, right, _types, texts);

    /// <summary>The order of two tuples.</summary>
    public static int Compare(ReadOnlySpan<long> left, ReadOnlySpan<long> right, ColumnType[] types, TextPool texts)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return types[i] == ColumnType.Integer
                    ? (left[i] < right[i] ? -1 : 1)
                    : TermValue.Compare(left[i], right[i], types[i], texts);
            }
        }
        return 0;
    }
}
