using System.Text;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Gives every different text a number, so that tuples hold numbers only. Texts nobody holds any more can be let go, and
/// their numbers are used again.
/// </summary>
internal sealed class TextPool
{
    // Looking through everything that may hold a text costs about as much as so many texts do.
    private const int LeastToCollect = 1 << 16;

    private const int Gone = -1;

    private byte[] _bytes = new byte[256];
    private int _used;

    // Per number where its text stands; a number that is free has the length Gone.
    private (int Start, int Length)[] _places = new (int, int)[16];
    private int[] _buckets = new int[32];
    private readonly Stack<int> _free = new();
    private int _pinned;
    private int _collectAt = LeastToCollect;

    /// <summary>Numbers are below this.</summary>
    public int Count { get; private set; }

    /// <summary>Whether so many texts have come since the last time that letting go of the unused ones pays.</summary>
    public bool WantsCollecting => Count - _free.Count > _collectAt;

    public ReadOnlySpan<byte> this[long number]
    {
        get
        {
            var (start, length) = _places[(int)number];
            return _bytes.AsSpan(start, length);
        }
    }

    public long Intern(string text) => Intern(Encoding.UTF8.GetBytes(text));

    public long Intern(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var mask = _buckets.Length - 1;
            var at = (int)Hash(text) & mask;
            while (_buckets[at] != 0)
            {
                if (this[_buckets[at] - 1].SequenceEqual(text))
                {
                    return _buckets[at] - 1;
                }
                at = (at + 1) & mask;
            }
            var number = _free.TryPop(out var free) ? free : Count++;
            Place(number, text);
            _buckets[at] = number + 1;
            if (Count * 2 > _buckets.Length)
            {
                Rehash(_buckets.Length * 2);
            }
            return number;
        }
    }

    public int Compare(long left, long right) => this[left].SequenceCompareTo(this[right]);

    public string TextOf(long number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>Keeps the texts there are now for good: formulas have them as constants.</summary>
    public void Pin() => _pinned = Count;

    /// <summary>Lets go of every text but those that are pinned or marked.</summary>
    public void Collect(TextMarks marks)
    {
        var old = _bytes;
        _bytes = new byte[Math.Max(256, _used / 2)];
        _used = 0;
        for (var number = 0; number < Count; number++)
        {
            var (start, length) = _places[number];
            if (length == Gone)
            {
                continue;
            }
            if (number < _pinned || marks.Has(number))
            {
                Place(number, old.AsSpan(start, length));
                continue;
            }
            _places[number].Length = Gone;
            _free.Push(number);
        }
        Rehash(_buckets.Length);
        _collectAt = Math.Max(LeastToCollect, (Count - _free.Count) * 2);
    }

    public void Save(StateWriter writer)
    {
        writer.Number(Count);
        for (var i = 0; i < Count; i++)
        {
            var isGone = _places[i].Length == Gone;
            writer.Number(isGone ? 1 : 0);
            if (!isGone)
            {
                writer.Bytes(this[i]);
            }
        }
    }

    public void Load(StateReader reader)
    {
        _used = 0;
        _free.Clear();
        Count = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var number = Count++;
            if (reader.Number() == 0)
            {
                Place(number, reader.Bytes());
                continue;
            }
            Place(number, []);
            _places[number].Length = Gone;
            _free.Push(number);
        }
        var size = _buckets.Length;
        while (Count * 2 > size)
        {
            size *= 2;
        }
        Rehash(size);
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var b in text)
            {
                hash = (hash ^ b) * 16777619u;
            }
            hash ^= hash >> 15;
            return hash * 0x85EBCA6Bu;
        }
    }

    private void Place(int number, ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + text.Length, _bytes.Length * 2));
        }
        if (number >= _places.Length)
        {
            Array.Resize(ref _places, _places.Length * 2);
        }
        text.CopyTo(_bytes.AsSpan(_used));
        _places[number] = (_used, text.Length);
        _used += text.Length;
    }

    private void Rehash(int size)
    {
        unchecked
        {
            _buckets = new int[size];
            var mask = size - 1;
            for (var i = 0; i < Count; i++)
            {
                if (_places[i].Length == Gone)
                {
                    continue;
                }
                var at = (int)Hash(this[i]) & mask;
                while (_buckets[at] != 0)
                {
                    at = (at + 1) & mask;
                }
                _buckets[at] = i + 1;
            }
        }
    }
}
