using System.Runtime.InteropServices;

namespace Foedus.Norms;

/// <summary>A hash that is the same in every process and on every machine (the runtime's own hashes are not).</summary>
internal struct CanonicalHasher
{
    private ulong _state;

    public readonly ulong Value => Mixed(_state);

    public void Add(long value) => _state = unchecked(Mixed(_state ^ (ulong)value) + 0x9E37_79B9_7F4A_7C15UL);

    public void Add(ulong value) => Add(unchecked((long)value));

    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }
        Add(text.Length);
        foreach (var word in MemoryMarshal.Cast<char, uint>(text.AsSpan()))
        {
            Add(word);
        }
        if ((text.Length & 1) != 0)
        {
            Add(text[^1]);
        }
    }

    public void Add(ReadOnlySpan<ulong> bits)
    {
        foreach (var word in bits)
        {
            Add(word);
        }
    }

    public void Add(decimal value)
    {
        // 1.0 and 1.00 are one value: the scale is taken out first.
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value / 1.000000000000000000000000000000000m, parts);
        foreach (var part in parts)
        {
            Add(part);
        }
    }

    public static bool SameBits(ulong[]? left, ulong[]? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.AsSpan().SequenceEqual(right));

    private static ulong Mixed(ulong value)
    {
        // The finaliser of splitmix64: wrapping arithmetic is the point.
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return value ^ (value >> 31);
        }
    }
}
