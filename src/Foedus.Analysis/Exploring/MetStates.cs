using Foedus.Norms;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// States that a search has met: two that the machine cannot tell apart are one. Several machines that go side by side are
/// met together.
/// </summary>
/// <typeparam name="TBeside">What the search tells states apart by, besides.</typeparam>
internal sealed class MetStates<TBeside>
    where TBeside : notnull
{
    private readonly Dictionary<(ulong Hash, TBeside Beside), List<State[]>> met = [];

    /// <summary>How many were new.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the states were not met before; they are now.</summary>
    public bool Add(TBeside beside, params ReadOnlySpan<State> states)
    {
        var hash = 0UL;
        foreach (var state in states)
        {
            hash = unchecked((hash * 31) + state.CanonicalHash());
        }
        if (!met.TryGetValue((hash, beside), out var alike))
        {
            met[(hash, beside)] = alike = [];
        }
        foreach (var known in alike)
        {
            if (AreEqual(known, states))
            {
                return false;
            }
        }
        alike.Add(states.ToArray());
        Count++;
        return true;
    }

    private static bool AreEqual(State[] known, ReadOnlySpan<State> states)
    {
        for (var i = 0; i < known.Length; i++)
        {
            if (!known[i].CanonicalEquals(states[i]))
            {
                return false;
            }
        }
        return true;
    }
}
