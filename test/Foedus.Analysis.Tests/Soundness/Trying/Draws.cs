namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>The linear congruential generator of Knuth's MMIX: the same draws on every machine and version.</summary>
internal sealed class Draws(int seed)
{
    private ulong state = unchecked(((ulong)seed * 6364136223846793005UL) + 1442695040888963407UL);

    public int Next(int below)
    {
        state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
        return (int)((state >> 33) % (ulong)below);
    }

    public T Pick<T>(params ReadOnlySpan<T> of) => of[Next(of.Length)];

    /// <summary>True once in so many draws.</summary>
    public bool OnceIn(int draws) => Next(draws) == 0;
}
