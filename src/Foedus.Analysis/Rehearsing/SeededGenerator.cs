using System.Numerics;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// xoshiro256** of Blackman and Vigna (2018), its state filled by splitmix64 from the seed: the same numbers from the same
/// seed on every machine and in every version.
/// </summary>
internal sealed class SeededGenerator
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public SeededGenerator(ulong seed)
    {
        a = Split(ref seed);
        b = Split(ref seed);
        c = Split(ref seed);
        d = Split(ref seed);
    }

    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(b * 5, 7) * 9;
            var shifted = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = BitOperations.RotateLeft(d, 45);
            return result;
        }
    }

    /// <summary>Between 0 and 1, neither of them.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    public double Normal() => NormalDistribution.Quantile(Uniform());

    /// <summary>A whole number from 0 to below <paramref name="below"/>.</summary>
    public int Below(int below) => (int)(Uniform() * below);

    private static ulong Split(ref ulong seed)
    {
        unchecked
        {
            seed += 0x9E37_79B9_7F4A_7C15UL;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return z ^ (z >> 31);
        }
    }
}
