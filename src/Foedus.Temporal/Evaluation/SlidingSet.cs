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
    private const int AheadMask = 2 * RowsAhead - 1;

    // A smaller bucket array is in the nearest caches anyway.
    private const int BucketsWorthFetching = 1 << 13;

    private const int PageBits = 12;
    private const int PageRows = 1 << PageBits;
    private const int FirstRows = 8;
    private const int MostSparePages = 4;

    private readonly int _width;
    private readonly int _stride;
    private readonly Stack<long[]> _sparePages = new();
    private readonly uint[] _hashesAhead = new uint[AheadMask + 1];
    private int _ahead;
    private int _aheadCount;
    private AgingBuckets _buckets = new(16);
    private long[][] _pages;
    private int _pageMask;
    private int _rowMask = FirstRows - 1;
    private long _front;
    private long _back;
    private long _holes;

    // Where the rows at the front and at the back begin.
    private long[] _frontPage;
    private int _frontAt;
    private long[] _backPage;
    private int _backAt;

    public SlidingSet(int width)
    {
        _width = width;
        _stride = width + 2;
        _pages = [new long[FirstRows * _stride]];
        _frontPage = _backPage = _pages[0];
    }

    /// <summary>How many tuples.</summary>
    public int Count => unchecked((int)(_back - _front - _holes));

    /// <summary>
    /// The hash of the row of the stream's batch that comes next. Hashes are computed some rows ahead, and what looking
    /// for them will touch is fetched: else a window larger than the caches would wait for memory at every tuple.
    /// Every row is asked for, in order, unless <see cref="ForgetAhead"/> says otherwise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextHash(EventStream source, int row)
    {
        unchecked
        {
            ref var hashes = ref MemoryMarshal.GetArrayDataReference(_hashesAhead);
            if (_aheadCount == 0)
            {
                return FirstHash(source, row);
            }
            var next = Unsafe.Add(ref hashes, (nint)_ahead);
            _ahead = (_ahead + 1) & AheadMask;
            if (row + _aheadCount < source.CountAhead)
            {
                ComputeAhead(source, row + _aheadCount, _aheadCount - 1);
            }
            else
            {
                _aheadCount--;
            }
            return next;
        }
    }

    /// <summary>The stream has gone on by rows that were not asked for.</summary>
    public void ForgetAhead() => _aheadCount = 0;

    /// <summary>
    /// Where a tuple with this hash is looked for. Where <see cref="IsFree"/> says so, it is missing and is to be put
    /// there; else <see cref="TryFind"/> tells.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(uint hash)
    {
        if (!_buckets.HasRoom)
        {
            _buckets.Sweep(NumberOf(_front), _back - _front);
        }
        return _buckets.Find(hash, _buckets.Home(hash));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFree(int place) => _buckets.RowAt(place) < 0;

    /// <summary>Whether the tuple is at the place or at one behind it, and which; else the place is one that it can be put at.</summary>
    public bool TryFind(ref long tuple, uint hash, ref int place)
    {
        var left = -1;
        for (var row = _buckets.RowAt(place); row >= 0; row = _buckets.RowAt(place))
        {
            if (!AgingBuckets.IsThere(row, NumberOf(_front), _back - _front))
            {
                left = place;
            }
            else if (Same(ref Row(row), ref tuple))
            {
                return true;
            }
            place = _buckets.Find(hash, _buckets.After(place));
        }
        if (left >= 0)
        {
            place = left;
        }
        return false;
    }

    /// <summary>Puts in a tuple that is missing, with a stamp not below any other. The set has not been changed since it was looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref long tuple, uint hash, int place, long stamp, int tag)
    {
        unchecked
        {
            if (!HasRoom && MakeRoom())
            {
                place = PlaceAgain(ref tuple, hash);
            }
            _buckets.Put(place, hash, NumberOf(_back));
            Append(ref tuple, stamp, ((long)hash << 32) | (uint)tag);
        }
    }

    /// <summary>Gives the tuple that was found at the place a new stamp, not below any other.</summary>
    public void SeeAgain(int place, ref long tuple, uint hash, long stamp)
    {
        unchecked
        {
            if (StampOf(ref Row(_buckets.RowAt(place))) == stamp)
            {
                return;
            }
            if (!HasRoom && MakeRoom())
            {
                place = PlaceAgain(ref tuple, hash);
            }
            ref var mark = ref MarkOf(ref Row(_buckets.RowAt(place)));
            var kept = mark;
            mark |= uint.MaxValue;
            _holes++;
            _buckets.Put(place, hash, NumberOf(_back));
            Append(ref tuple, stamp, kept);
        }
    }

    /// <summary>
    /// Takes out the oldest tuple if its stamp is below this one; else there is none, a null reference. What is returned
    /// stays as it is until the set is changed.
    /// </summary>
    public ref long TakeBefore(long stamp)
    {
        unchecked
        {
            while (_front < _back)
            {
                ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_frontPage), (nint)_frontAt);
                if ((int)MarkOf(ref row) < 0)
                {
                    _holes--;
                }
                else if (StampOf(ref row) >= stamp)
                {
                    break;
                }
                else
                {
                    LeaveFront();
                    return ref row;
                }
                LeaveFront();
            }
            return ref Unsafe.NullRef<long>();
        }
    }

    /// <summary>The tag of a tuple of the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TagOf(ref long row) => unchecked((int)MarkOf(ref row));

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

    private uint FirstHash(EventStream source, int row)
    {
        var hash = TupleHash.Of(ref source.Row(row), _width);
        if (_buckets.Length >= BucketsWorthFetching)
        {
            for (var i = 1; i <= RowsAhead && row + i < source.CountAhead; i++)
            {
                ComputeAhead(source, row + i, i - 1);
            }
        }
        return hash;
    }

    // So many hashes are known already.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ComputeAhead(EventStream source, int row, int known)
    {
        unchecked
        {
            var hash = TupleHash.Of(ref source.Row(row), _width);
            if (Sse.IsSupported)
            {
                // An address that the collector moves meanwhile is merely fetched in vain.
                Sse.Prefetch0(Unsafe.AsPointer(ref _buckets.PlaceOf(hash)));
            }
            _hashesAhead[(_ahead + known) & AheadMask] = hash;
            _aheadCount = known + 1;
        }
    }

    private int PlaceAgain(ref long tuple, uint hash)
    {
        var place = PlaceOf(hash);
        TryFind(ref tuple, hash, ref place);
        return place;
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
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_backPage), (nint)_backAt);
            for (var i = 0; i < _width; i++)
            {
                Unsafe.Add(ref row, i) = Unsafe.Add(ref tuple, i);
            }
            StampOf(ref row) = stamp;
            MarkOf(ref row) = mark;
            _back++;
            _backAt += _stride;
            if (_backAt == _backPage.Length && !IsPaged)
            {
                _backAt = 0;
            }
        }
    }

    private bool IsPaged => _rowMask == PageRows - 1;

    private bool HasRoom
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => unchecked(IsPaged ? _backAt != _backPage.Length : _back - _front <= _rowMask);
    }

    // True where the rows have got new numbers and the buckets a new order.
    private bool MakeRoom()
    {
        if (IsPaged && _holes <= Count + PageRows)
        {
            TakePage();
            return false;
        }
        Repack();
        if (!HasRoom)
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
        _backPage = _sparePages.TryPop(out var spare) ? spare : new long[PageRows * _stride];
        _backAt = 0;
        _pages[(int)(page & _pageMask)] = _backPage;
        if (_front == _back)
        {
            _frontPage = _backPage;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LeaveFront()
    {
        unchecked
        {
            _front++;
            _frontAt += _stride;
            if (_frontAt == _frontPage.Length)
            {
                LeaveFrontPage();
            }
        }
    }

    private void LeaveFrontPage()
    {
        _frontAt = 0;
        if (IsPaged)
        {
            GiveBack(_pages, (_front - 1) >> PageBits);
            // Where nothing is left, the next page is still to be taken.
            _frontPage = _front < _back ? _pages[(int)((_front >> PageBits) & _pageMask)] : [];
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
        _frontPage = _backPage = IsPaged ? [] : _pages[0];
        _frontAt = _backAt = 0;
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
        if (!HasRoom)
        {
            TakePage();
        }
        var hash = HashOf(ref row);
        var place = _buckets.Find(hash, _buckets.Home(hash));
        while (!IsFree(place))
        {
            // Every tuple is there once.
            place = _buckets.Find(hash, _buckets.After(place));
        }
        _buckets.Put(place, hash, NumberOf(_back));
        Append(ref row, StampOf(ref row), MarkOf(ref row));
    }
}
