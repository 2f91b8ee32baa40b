using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
            ref var at = ref target[length - 1];
            while (value > uint.MaxValue)
            {
                var rest = value / 100;
                WritePair((uint)(value - rest * 100), ref at);
                at = ref Unsafe.Subtract(ref at, 2);
                value = rest;
            }
            // Numbers of 32 bits are divided in a third of the time.
            var small = (uint)value;
            while (small >= 100)
            {
                var rest = small / 100;
                WritePair(small - rest * 100, ref at);
                at = ref Unsafe.Subtract(ref at, 2);
                small = rest;
            }
            if (small >= 10)
            {
                WritePair(small, ref at);
            }
            else
            {
                at = (byte)('0' + small);
            }
            return length;
        }
    }

    // The second digit at the place, the first before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePair(uint value, ref byte last) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Subtract(ref last, 1),
            Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), (nint)(value * 2)))
        );

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
