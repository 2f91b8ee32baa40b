using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A set of tuples of packed 64-bit columns. Each tuple has a stamp, and the tuples are chained in the order of their
/// stamps, so that a window drops its oldest without searching. A bucket carries the hash, so neither inserting nor
/// removing touches another tuple. Rows lie in pages that are never moved, in the
/// order they came, and freed rows are reused oldest first: a sliding window walks memory in order.
/// </summary>
/// <remarks>
/// Invariants: every row in use is in exactly one bucket and in exactly one of two chains, <see cref="First"/> by
/// ascending stamp, or <see cref="FirstStanding"/> for the stamp <see cref="Standing"/>. Row layout: the columns, the
/// stamp, and the two chain links in one word.
/// </remarks>
internal sealed unsafe class TupleTable
{
    /// <summary>The stamp of a tuple that does not age.</summary>
    public const long Standing = long.MaxValue;

    // So many tuples pass between a fetch from memory and its use: some hundred nanoseconds' work.
    private const int RowsAhead = 8;

    // A smaller bucket array is in the nearest caches anyway.
    private const int BucketsWorthFetching = 1 << 13;

    private const int PageBits = 12;
    private const int PageRows = 1 << PageBits;
    private const int PageMask = PageRows - 1;

    private readonly int _stride;
    private HashIndex[] _indexes = [];
    private long[][] _pages;
    private int _allocated;
    private int _freeFirst = -1;
    private int _freeLast = -1;
    private BucketArray _buckets = new(16);

    public TupleTable(int width)
    {
        Width = width;
        _stride = width + 2;
        _pages = [new long[8 * _stride]];
    }

    public int Width { get; }

    public int Count { get; private set; }

    /// <summary>The row with the least stamp, or -1.</summary>
    public int First { get; private set; } = -1;

    /// <summary>The first row that does not age, or -1.</summary>
    public int FirstStanding { get; private set; } = -1;

    private int Last { get; set; } = -1;

    private int LastStanding { get; set; } = -1;

    /// <summary>Rows are numbered below this.</summary>
    public int Allocated => _allocated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long Row(int row) =>
        ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(_pages[row >> PageBits]),
            (nint)unchecked((row & PageMask) * _stride)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long StampOf(int row) => ref Unsafe.Add(ref Row(row), Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int PreviousOf(int row) => ref Unsafe.As<long, int>(ref Unsafe.Add(ref Row(row), Width + 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int NextOf(int row) =>
        ref Unsafe.Add(ref Unsafe.As<long, int>(ref Unsafe.Add(ref Row(row), Width + 1)), 1);

    /// <summary>The row after this one in its chain, or -1.</summary>
    public int Next(int row) => NextOf(row);

    /// <summary>Walks every row: first those that age, then those that stand.</summary>
    public int FirstOfAll => First >= 0 ? First : FirstStanding;

    /// <summary>Continues a walk over every row.</summary>
    public int NextOfAll(int row)
    {
        var next = NextOf(row);
        return next >= 0 || StampOf(row) == Standing ? next : FirstStanding;
    }

    /// <summary>Lets rows be found by some of their columns from now on.</summary>
    public HashIndex IndexOn(int[] columns)
    {
        foreach (var index in _indexes)
        {
            if (index.Columns.AsSpan().SequenceEqual(columns))
            {
                return index;
            }
        }
        var added = new HashIndex(this, columns);
        for (var row = FirstOfAll; row >= 0; row = NextOfAll(row))
        {
            added.Insert(row);
        }
        _indexes = [.. _indexes, added];
        return added;
    }

    /// <summary>
    /// Begins to fetch what inserting the stream's row will touch some rows on. Without it a window larger than the
    /// caches would wait for memory at every tuple.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchAhead(EventStream source, int row)
    {
        if (_buckets.Length >= BucketsWorthFetching && row + RowsAhead < source.CountAhead)
        {
            Fetch(ref source.Row(row + RowsAhead));
        }
    }

    /// <summary>Whether looks are worth beginning ahead: the buckets are not in the nearest caches anyway.</summary>
    public bool IsLarge => _buckets.Length >= BucketsWorthFetching;

    /// <summary>Begins to fetch where looking for a tuple with this hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchBucket(uint hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref _buckets.PlaceOf(hash)));
        }
    }

    /// <summary>Begins to fetch the row that is found first, nearly always the right one. Its bucket has been fetched before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchRow(uint hash)
    {
        if (Sse.IsSupported && _buckets.FirstAt(hash) is var row and >= 0)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Row(row)));
        }
    }

    // Rows are freed in the order in which they lie, nearly always; else nothing but a fetch is lost.
    private void FetchAhead(int row)
    {
        if (_buckets.Length >= BucketsWorthFetching && row + RowsAhead < _allocated)
        {
            Fetch(ref Row(row + RowsAhead));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch(ref long tuple)
    {
        if (Sse.IsSupported)
        {
            // An address that the collector moves meanwhile is merely fetched in vain.
            Sse.Prefetch0(Unsafe.AsPointer(ref _buckets.PlaceOf(TupleHash.Of(ref tuple, Width))));
        }
    }

    /// <summary>The row that holds the tuple, or -1.</summary>
    public int Find(ref long tuple)
    {
        var hash = TupleHash.Of(ref tuple, Width);
        var at = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref at, out var row))
        {
            if (Same(ref Row(row), ref tuple))
            {
                return row;
            }
        }
        return -1;
    }

    /// <summary>
    /// Looks for a tuple of one column where it nearly always is, in the bucket where probing for it begins: a miss says nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFindFirst(ref long key, out int row)
    {
        row = _buckets.FirstAt(TupleHash.Of(ref key, 1));
        return row >= 0 && Row(row) == key;
    }

    /// <summary>The row that holds the tuple; a new one gets the stamp, which is not below any in use.</summary>
    public int FindOrAdd(ref long tuple, long stamp, out bool added)
    {
        _buckets.MakeRoom(Count);
        var hash = TupleHash.Of(ref tuple, Width);
        var at = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref at, out var found))
        {
            if (Same(ref Row(found), ref tuple))
            {
                added = false;
                return found;
            }
        }
        unchecked
        {
            var row = Allocate();
            _buckets.Put(at, hash, row);
            ref var target = ref Row(row);
            var width = Width;
            for (var i = 0; i < width; i++)
            {
                Unsafe.Add(ref target, i) = Unsafe.Add(ref tuple, i);
            }
            Unsafe.Add(ref target, width) = stamp;
            Append(row, ref Unsafe.As<long, int>(ref Unsafe.Add(ref target, width + 1)), stamp);
            Count++;
            foreach (var index in _indexes)
            {
                index.Insert(row);
            }
            added = true;
            return row;
        }
    }

    /// <summary>Gives a row a new stamp, not below any in use, and moves it to the end of its chain.</summary>
    public void Restamp(int row, long stamp)
    {
        ref var current = ref StampOf(row);
        if (current == stamp)
        {
            return;
        }
        Unlink(row);
        current = stamp;
        Append(row, ref PreviousOf(row), stamp);
    }

    public void Remove(int row)
    {
        foreach (var index in _indexes)
        {
            index.Remove(row);
        }
        FetchAhead(row);
        _buckets.Remove(TupleHash.Of(ref Row(row), Width), row);
        Unlink(row);
        Count--;
        // Oldest freed, first reused.
        NextOf(row) = -1;
        if (_freeLast >= 0)
        {
            NextOf(_freeLast) = row;
        }
        else
        {
            _freeFirst = row;
        }
        _freeLast = row;
    }

    public void Clear()
    {
        if (Count == 0)
        {
            return;
        }
        if (Count * 4 < _buckets.Length)
        {
            while (FirstOfAll is var row and >= 0)
            {
                Remove(row);
            }
            return;
        }
        foreach (var index in _indexes)
        {
            index.Clear();
        }
        _buckets.Clear();
        _allocated = 0;
        _freeFirst = _freeLast = -1;
        First = Last = FirstStanding = LastStanding = -1;
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Same(ref long left, ref long right)
    {
        for (var i = 0; i < Width; i++)
        {
            if (Unsafe.Add(ref left, i) != Unsafe.Add(ref right, i))
            {
                return false;
            }
        }
        return true;
    }

    private int Allocate()
    {
        if (_freeFirst >= 0)
        {
            var row = _freeFirst;
            _freeFirst = NextOf(row);
            if (_freeFirst < 0)
            {
                _freeLast = -1;
            }
            return row;
        }
        var page = _allocated >> PageBits;
        if (page == _pages.Length || _pages[page] is null)
        {
            if (page == _pages.Length)
            {
                Array.Resize(ref _pages, _pages.Length * 2);
            }
            _pages[page] = new long[PageRows * _stride];
        }
        else if (((_allocated & PageMask) + 1) * _stride > _pages[page].Length)
        {
            // Only the first page starts small.
            Array.Resize(ref _pages[page], _pages[page].Length * 2);
        }
        return _allocated++;
    }

    // The links lie side by side: the previous row, then the next one.
    private void Append(int row, ref int links, long stamp)
    {
        var standing = stamp == Standing;
        var last = standing ? LastStanding : Last;
        links = last;
        Unsafe.Add(ref links, 1) = -1;
        if (last >= 0)
        {
            NextOf(last) = row;
        }
        else if (standing)
        {
            FirstStanding = row;
        }
        else
        {
            First = row;
        }
        if (standing)
        {
            LastStanding = row;
        }
        else
        {
            Last = row;
        }
    }

    private void Unlink(int row)
    {
        var standing = StampOf(row) == Standing;
        ref var links = ref PreviousOf(row);
        var previous = links;
        var next = Unsafe.Add(ref links, 1);
        if (previous >= 0)
        {
            NextOf(previous) = next;
        }
        else if (standing)
        {
            FirstStanding = next;
        }
        else
        {
            First = next;
        }
        if (next >= 0)
        {
            PreviousOf(next) = previous;
        }
        else if (standing)
        {
            LastStanding = previous;
        }
        else
        {
            Last = previous;
        }
    }
}
