using System.Numerics;
using System.Runtime.CompilerServices;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Integers in decimal. A verdict's line is mostly such numbers, and writing them two digits at a time is a third of
/// what the general formatter costs.
/// </summary>
internal static class IntegerText
{
    /// <summary>The most bytes a number takes: a sign and 19 digits.</summary>
    public const int Longest = 20;

    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    private static ReadOnlySpan<ulong> Powers =>
        [
            0,
            10,
            100,
            1_000,
            10_000,
            100_000,
            1_000_000,
            10_000_000,
            100_000_000,
            1_000_000_000,
            10_000_000_000,
            100_000_000_000,
            1_000_000_000_000,
            10_000_000_000_000,
            100_000_000_000_000,
            1_000_000_000_000_000,
            10_000_000_000_000_000,
            100_000_000_000_000_000,
            1_000_000_000_000_000_000,
            10_000_000_000_000_000_000,
        ];

    /// <summary>Writes a number at the start of the target, which has room for the longest, and returns its length.</summary>
    public static int Write(long value, Span<byte> target)
    {
        unchecked
        {
            if (value >= 0)
            {
                return Write((ulong)value, target);
            }
            target[0] = (byte)'-';
            return 1 + Write((ulong)-value, target[1..]);
        }
    }

    private static int Write(ulong value, Span<byte> target)
    {
        unchecked
        {
            var length = Digits(value);
            var at = length;
            while (value >= 100)
            {
                var rest = value / 100;
                var pair = (int)(value - rest * 100) * 2;
                value = rest;
                target[--at] = Pairs[pair + 1];
                target[--at] = Pairs[pair];
            }
            if (value >= 10)
            {
                target[1] = Pairs[(int)value * 2 + 1];
                target[0] = Pairs[(int)value * 2];
            }
            else
            {
                target[0] = (byte)('0' + value);
            }
            return length;
        }
    }

    // 1233/4096 is a little below the decimal logarithm of 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ulong value)
    {
        unchecked
        {
            var guess = (BitOperations.Log2(value | 1) + 1) * 1233 >> 12;
            return guess + (value >= Powers[guess] ? 1 : 0);
        }
    }
}
