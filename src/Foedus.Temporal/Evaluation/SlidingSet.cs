using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// The different tuples of a window that slides with time, each with a tag of its owner's. Rows lie in the order in
/// which their tuples were last seen, so nothing is chained, and what goes lies beside what went before. A tuple that is
/// seen again moves to the end and leaves a hole; holes are closed once they outnumber the tuples.
/// </summary>
/// <remarks>
/// Invariants: every row from the front to the back is a hole or in exactly one bucket; stamps do not descend. Row
/// layout: the columns, the stamp, and one word with the hash above the tag, which is -1 for a hole. A row's number is
/// its place since the last repacking, modulo 2^31. As long as less than a page is enough, that is one ring, which grows
/// with its content; after that, pages are taken and given back whole.
/// </remarks>
internal sealed unsafe class SlidingSet
{
    // So many tuples pass between a fetch from memory and its use: some hundred nanoseconds' work.
    private const int RowsAhead = 8;

    // A smaller bucket array is in the nearest caches anyway.
    private const int BucketsWorthFetching = 1 << 13;

    private const int PageBits = 12;
    private const int PageRows = 1 << PageBits;
    private const int FirstRows = 8;
    private const int MostSparePages = 4;

    private readonly int _width;
    private readonly int _stride;
    private readonly Stack<long[]> _sparePages = new();
    private BucketArray _buckets = new(16);
    private long[][] _pages;
    private int _pageMask;
    private int _rowMask = FirstRows - 1;
    private long _front;
    private long _back;
    private long _holes;

    public SlidingSet(int width)
    {
        _width = width;
        _stride = width + 2;
        _pages = [new long[FirstRows * _stride]];
    }

    /// <summary>How many tuples.</summary>
    public int Count => unchecked((int)(_back - _front - _holes));

    /// <summary>The oldest tuple. Only after <see cref="HasBefore"/> has found it.</summary>
    public ref long Oldest => ref Row(NumberOf(_front));

    /// <summary>The tag of the oldest tuple.</summary>
    public int OldestTag => unchecked((int)MarkOf(ref Oldest));

    /// <summary>
    /// Begins to fetch what looking for the stream's row will touch some rows on. Without it a window larger than the
    /// caches would wait for memory at every tuple.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchAhead(EventStream source, int row)
    {
        unchecked
        {
            if (_buckets.Length >= BucketsWorthFetching && row + RowsAhead < source.CountAhead)
            {
                Fetch(TupleHash.Of(ref source.Row(row + RowsAhead), _width));
            }
        }
    }

    /// <summary>
    /// Looks for a tuple. Where it is missing, <see cref="Add"/> puts it at the place unless the set is changed before.
    /// </summary>
    public bool TryFind(ref long tuple, uint hash, out int row, out int place)
    {
        _buckets.MakeRoom(Count);
        place = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref place, out row))
        {
            if (Same(ref Row(row), ref tuple))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Puts in a tuple that was not found, with a stamp not below any other.</summary>
    public void Add(ref long tuple, uint hash, int place, long stamp, int tag)
    {
        unchecked
        {
            if (!HasRoom() && MakeRoom())
            {
                TryFind(ref tuple, hash, out _, out place);
            }
            _buckets.Put(place, hash, NumberOf(_back));
            Append(ref tuple, stamp, ((long)hash << 32) | (uint)tag);
        }
    }

    /// <summary>Gives the tuple that was found in a row a new stamp, not below any other.</summary>
    public void SeeAgain(int row, ref long tuple, uint hash, long stamp)
    {
        unchecked
        {
            if (StampOf(ref Row(row)) == stamp)
            {
                return;
            }
            if (!HasRoom() && MakeRoom())
            {
                TryFind(ref tuple, hash, out row, out _);
            }
            ref var mark = ref MarkOf(ref Row(row));
            var kept = mark;
            mark |= uint.MaxValue;
            _holes++;
            _buckets.Replace(hash, row, NumberOf(_back));
            Append(ref tuple, stamp, kept);
        }
    }

    /// <summary>Whether the oldest tuple's stamp is below this one.</summary>
    public bool HasBefore(long stamp)
    {
        unchecked
        {
            while (_front < _back)
            {
                ref var row = ref Oldest;
                if ((int)MarkOf(ref row) >= 0)
                {
                    return StampOf(ref row) < stamp;
                }
                _holes--;
                LeaveFront();
            }
            return false;
        }
    }

    public void RemoveOldest()
    {
        unchecked
        {
            if (_buckets.Length >= BucketsWorthFetching && _front + RowsAhead < _back)
            {
                Fetch(HashOf(ref Row(NumberOf(_front + RowsAhead))));
            }
            _buckets.Remove(HashOf(ref Oldest), NumberOf(_front));
            LeaveFront();
        }
    }

    /// <summary>Writes down the tuples with their stamps, as <see cref="StateWriter.Table"/> does.</summary>
    public void Save(StateWriter writer)
    {
        writer.Number(Count);
        for (var at = _front; at < _back; at++)
        {
            ref var row = ref Row(NumberOf(at));
            if (unchecked((int)MarkOf(ref row)) >= 0)
            {
                writer.Numbers(MemoryMarshal.CreateReadOnlySpan(ref row, _width + 1));
            }
        }
    }

    private static int NumberOf(long at) => unchecked((int)(at & int.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Row(int number)
    {
        unchecked
        {
            var page = Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(_pages),
                (nint)((number >> PageBits) & _pageMask)
            );
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(page), (nint)((number & _rowMask) * _stride));
        }
    }

    private ref long StampOf(ref long row) => ref Unsafe.Add(ref row, _width);

    private ref long MarkOf(ref long row) => ref Unsafe.Add(ref row, unchecked(_width + 1));

    private uint HashOf(ref long row) => unchecked((uint)(MarkOf(ref row) >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch(uint hash)
    {
        if (Sse.IsSupported)
        {
            // An address that the collector moves meanwhile is merely fetched in vain.
            Sse.Prefetch0(Unsafe.AsPointer(ref _buckets.PlaceOf(hash)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Same(ref long left, ref long right)
    {
        for (var i = 0; i < _width; i++)
        {
            if (Unsafe.Add(ref left, i) != Unsafe.Add(ref right, i))
            {
                return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ref long tuple, long stamp, long mark)
    {
        unchecked
        {
            ref var row = ref Row(NumberOf(_back++));
            for (var i = 0; i < _width; i++)
            {
                Unsafe.Add(ref row, i) = Unsafe.Add(ref tuple, i);
            }
            StampOf(ref row) = stamp;
            MarkOf(ref row) = mark;
        }
    }

    private bool IsPaged => _rowMask == PageRows - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasRoom() => unchecked(IsPaged ? (_back & (PageRows - 1)) != 0 : _back - _front <= _rowMask);

    // True where the rows have got new numbers and the buckets a new order.
    private bool MakeRoom()
    {
        if (IsPaged && _holes <= Count + PageRows)
        {
            TakePage();
            return false;
        }
        Repack();
        if (!HasRoom())
        {
            TakePage();
        }
        return true;
    }

    // A page for the row at the back.
    private void TakePage()
    {
        var page = _back >> PageBits;
        if (page - (_front >> PageBits) > _pageMask)
        {
            var pages = new long[_pages.Length * 2][];
            for (var i = _front >> PageBits; i < page; i++)
            {
                pages[(int)(i & (pages.Length - 1))] = _pages[(int)(i & _pageMask)];
            }
            _pages = pages;
            _pageMask = pages.Length - 1;
        }
        _pages[(int)(page & _pageMask)] = _sparePages.TryPop(out var spare) ? spare : new long[PageRows * _stride];
    }

    private void LeaveFront()
    {
        unchecked
        {
            _front++;
            if (IsPaged && (_front & (PageRows - 1)) == 0)
            {
                GiveBack(_pages, (_front - 1) >> PageBits);
            }
        }
    }

    private void GiveBack(long[][] pages, long page)
    {
        ref var left = ref pages[(int)(page & (pages.Length - 1))];
        if (_sparePages.Count < MostSparePages)
        {
            _sparePages.Push(left);
        }
        left = [];
    }

    // Closes the holes and numbers the rows anew, in a larger ring where this one would soon be full again.
    private void Repack()
    {
        var (pages, front, back, wasPaged, rowMask) = (_pages, _front, _back, IsPaged, _rowMask);
        while (_rowMask < PageRows - 1 && Count * 2 > _rowMask)
        {
            _rowMask = _rowMask * 2 + 1;
        }
        _pages = IsPaged ? new long[wasPaged ? pages.Length : 1][] : [new long[(_rowMask + 1) * _stride]];
        _pageMask = _pages.Length - 1;
        _front = _back = _holes = 0;
        _buckets.Clear();
        for (var at = front; at < back; at++)
        {
            var number = NumberOf(at);
            ref var row = ref pages[(number >> PageBits) & (pages.Length - 1)][(number & rowMask) * _stride];
            if (unchecked((int)MarkOf(ref row)) >= 0)
            {
                PutBack(ref row);
            }
            if (wasPaged && (number & (PageRows - 1)) == PageRows - 1)
            {
                GiveBack(pages, at >> PageBits);
            }
        }
    }

    private void PutBack(ref long row)
    {
        if (!HasRoom())
        {
            TakePage();
        }
        var hash = HashOf(ref row);
        var place = _buckets.Home(hash);
        while (_buckets.TryNext(hash, ref place, out _))
        {
            // Every tuple is there once.
        }
        _buckets.Put(place, hash, NumberOf(_back));
        Append(ref row, StampOf(ref row), MarkOf(ref row));
    }
}
