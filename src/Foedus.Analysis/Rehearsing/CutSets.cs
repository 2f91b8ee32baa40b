using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>Smallest sets of players whose worst stops the promise although all others do their best.</summary>
internal sealed class CutSets
{
    private const int MostTried = 20_000;

    public CutSets(Structure structure)
    {
        var kinds = structure.Kinds;
        var minimal = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var tried = 0;
        for (var size = 0; size <= structure.Players.Length; size++)
        {
            foreach (var failing in OfSize(kinds, size, 0))
            {
                if (minimal.Any(smaller => smaller.Zip(failing).All(pair => pair.First <= pair.Second)))
                {
                    continue;
                }
                if (++tried > MostTried)
                {
                    CompleteBelow = size;
                    Minimal = minimal.ToImmutable();
                    return;
                }
                if (!structure.IsKept(failing))
                {
                    minimal.Add([.. failing]);
                }
            }
        }
        Minimal = minimal.ToImmutable();
    }

    /// <summary>By kind how many fail.</summary>
    public ImmutableArray<ImmutableArray<int>> Minimal { get; }

    /// <summary>Sets of this size and more were not all tried; null where all were.</summary>
    public int? CompleteBelow { get; }

    private static IEnumerable<int[]> OfSize(ImmutableArray<ImmutableArray<int>> kinds, int size, int from)
    {
        if (from == kinds.Length)
        {
            if (size == 0)
            {
                yield return [];
            }
            yield break;
        }
        for (var own = Math.Min(size, kinds[from].Length); own >= 0; own--)
        {
            foreach (var rest in OfSize(kinds, size - own, from + 1))
            {
                yield return [own, .. rest];
            }
        }
    }
}
