using System.Numerics;

namespace Foedus.Norms;

/// <summary>Sets of actors, one bit each. Arrays in a state are never written after they were published.</summary>
internal static class ActorBits
{
    public static bool Has(ReadOnlySpan<ulong> bits, int actor) =>
        actor >= 0 && (bits[actor >> 6] & (1UL << (actor & 63))) != 0;

    public static void Add(Span<ulong> bits, int actor) => bits[actor >> 6] |= 1UL << (actor & 63);

    public static void Remove(Span<ulong> bits, int actor) => bits[actor >> 6] &= ~(1UL << (actor & 63));

    public static ulong[] With(ulong[] bits, int actor)
    {
        var copy = (ulong[])bits.Clone();
        Add(copy, actor);
        return copy;
    }

    public static ulong[] Without(ulong[] bits, int actor)
    {
        var copy = (ulong[])bits.Clone();
        Remove(copy, actor);
        return copy;
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }
        return count;
    }

    public static bool IsEmpty(ReadOnlySpan<ulong> bits) => bits.IndexOfAnyExcept(0UL) < 0;

    /// <summary>The smallest actor from <paramref name="from"/> on, or −1.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int from)
    {
        var word = from >> 6;
        if (word >= bits.Length)
        {
            return -1;
        }
        var rest = bits[word] & (ulong.MaxValue << (from & 63));
        while (rest == 0)
        {
            if (++word >= bits.Length)
            {
                return -1;
            }
            rest = bits[word];
        }
        return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>The only member, or −1 when there are none or several.</summary>
    public static int Only(ReadOnlySpan<ulong> bits) => Count(bits) == 1 ? Next(bits, 0) : -1;

    public static void Or(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] |= other[i];
        }
    }

    public static void And(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] &= other[i];
        }
    }

    public static void AndNot(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] &= ~other[i];
        }
    }

    public static bool IsSubset(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> of)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & ~of[i]) != 0)
            {
                return false;
            }
        }
        return true;
    }

    public static bool Intersects(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if ((left[i] & right[i]) != 0)
            {
                return true;
            }
        }
        return false;
    }
}
