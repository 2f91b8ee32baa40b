using System.Text;

namespace Foedus.Temporal.Evaluation;

/// <summary>Gives every different text a number, so that tuples hold numbers only.</summary>
internal sealed class TextPool
{
    private byte[] _bytes = new byte[256];
    private int _used;
    private int[] _starts = new int[17];
    private int[] _buckets = new int[32];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[long number] =>
        _bytes.AsSpan(_starts[(int)number], _starts[(int)number + 1] - _starts[(int)number]);

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
            Append(text);
            _buckets[at] = Count;
            if (Count * 2 > _buckets.Length)
            {
                Rehash();
            }
            return Count - 1;
        }
    }

    public int Compare(long left, long right) => this[left].SequenceCompareTo(this[right]);

    public string TextOf(long number) => Encoding.UTF8.GetString(this[number]);

    public void Save(StateWriter writer)
    {
        writer.Number(Count);
        for (var i = 0; i < Count; i++)
        {
            writer.Bytes(this[i]);
        }
    }

    public void Load(StateReader reader)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            Intern(reader.Bytes());
        }
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

    private void Append(ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + text.Length, _bytes.Length * 2));
        }
        if (Count + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }
        text.CopyTo(_bytes.AsSpan(_used));
        _used += text.Length;
        Count++;
        _starts[Count] = _used;
    }

    private void Rehash()
    {
        unchecked
        {
            _buckets = new int[_buckets.Length * 2];
            var mask = _buckets.Length - 1;
            for (var i = 0; i < Count; i++)
            {
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
