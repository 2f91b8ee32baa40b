using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>Gathers the tuples of a verdict, sorts them by column and drops repetitions.</summary>
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
        for (var i = 0; i < width; i++)
        {
            var left = _rows[x * width + i];
            var right = _rows[y * width + i];
            if (left != right)
            {
                return TermValue.Compare(left, right, _types[i], texts);
            }
        }
        return 0;
    }
}
