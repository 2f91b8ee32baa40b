using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>Finds a predicate by the bytes of its name.</summary>
internal sealed unsafe class PredicateNames
{
    // Two words with the parenthesis behind the name.
    private const int LongestShort = 15;

    private readonly byte[][] _names;
    private readonly int[] _buckets;

    // Names short enough to be compared as numbers, with the parenthesis, so that no zero byte can be taken for their
    // end. Found by their hash; empty places have the predicate -1.
    private readonly ShortName[] _short;
    private readonly int _shortShift;

    public PredicateNames(Signature signature)
    {
        _names = new byte[signature.Predicates.Count][];
        var size = 16;
        while (size < _names.Length * 4)
        {
            size *= 2;
        }
        _buckets = new int[size];
        _short = new ShortName[size];
        _shortShift = 64 - BitOperations.Log2((uint)size);
        Array.Fill(_short, new ShortName(0, 0, -1));
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(signature.Predicates[i].Name);
            var at = (int)(HashOf(_names[i]) & (uint)(size - 1));
            while (_buckets[at] != 0)
            {
                at = (at + 1) & (size - 1);
            }
            _buckets[at] = i + 1;
            AddShort(i);
        }
    }

    /// <summary>Extends the hash of a name by its next byte.</summary>
    public static uint Extend(uint hash, byte next) => unchecked((hash ^ next) * 0x01000193u);

    public const uint EmptyHash = 0x811C9DC5u;

    /// <summary>The predicate's position, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name, uint hash)
    {
        var mask = _buckets.Length - 1;
        var at = (int)(hash & (uint)mask);
        while (_buckets[at] != 0)
        {
            if (name.SequenceEqual(_names[_buckets[at] - 1]))
            {
                return _buckets[at] - 1;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    /// <summary>
    /// The predicate whose name stands here, of 15 bytes at most and with an opening parenthesis right behind it, to
    /// which the position is moved. Reads 16 bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryShort(ref byte* position, out int predicate)
    {
        unchecked
        {
            var first = Unsafe.ReadUnaligned<ulong>(position);
            var second = 0UL;
            var parenthesis = Parenthesis(first);
            int length;
            if (parenthesis != 0)
            {
                length = BitOperations.TrailingZeroCount(parenthesis) >> 3;
                first &= ulong.MaxValue >> (56 - length * 8);
            }
            else
            {
                second = Unsafe.ReadUnaligned<ulong>(position + 8);
                parenthesis = Parenthesis(second);
                if (parenthesis == 0)
                {
                    predicate = -1;
                    return false;
                }
                length = BitOperations.TrailingZeroCount(parenthesis) >> 3;
                second &= ulong.MaxValue >> (56 - length * 8);
                length += 8;
            }
            var mask = _short.Length - 1;
            ref var names = ref MemoryMarshal.GetArrayDataReference(_short);
            for (var at = HashOf(first, second); ; at = (at + 1) & mask)
            {
                ref var name = ref Unsafe.Add(ref names, (nint)at);
                predicate = name.Predicate;
                if (name.First == first && name.Second == second || predicate < 0)
                {
                    position += length;
                    return predicate >= 0;
                }
            }
        }
    }

    // The lowest bit set is the highest one of the first byte that is a parenthesis; 0 if there is none.
    private static ulong Parenthesis(ulong word)
    {
        unchecked
        {
            var difference = word ^ 0x2828282828282828UL;
            return (difference - 0x0101010101010101UL) & ~difference & 0x8080808080808080UL;
        }
    }

    private int HashOf(ulong first, ulong second) =>
        unchecked((int)(((first * 0x9E3779B97F4A7C15UL) ^ (second * 0xD6E8FEB86659FD93UL)) >> _shortShift));

    private void AddShort(int predicate)
    {
        var name = _names[predicate];
        if (name.Length > LongestShort)
        {
            return;
        }
        Span<byte> padded = stackalloc byte[LongestShort + 1];
        padded.Clear();
        name.CopyTo(padded);
        padded[name.Length] = (byte)'(';
        var words = MemoryMarshal.Cast<byte, ulong>(padded);
        var at = HashOf(words[0], words[1]);
        while (_short[at].Predicate >= 0)
        {
            at = (at + 1) & (_short.Length - 1);
        }
        _short[at] = new ShortName(words[0], words[1], predicate);
    }

    private static uint HashOf(byte[] name)
    {
        var hash = EmptyHash;
        foreach (var b in name)
        {
            hash = Extend(hash, b);
        }
        return hash;
    }

    private readonly record struct ShortName(ulong First, ulong Second, int Predicate);
}
