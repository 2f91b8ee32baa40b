using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Binding;

/// <summary>Which of a state's names the texts of one closure go by: the one they declare, else the first they use. "United States" and "United States of America" are one party.</summary>
internal sealed class StateNames
{
    private readonly Dictionary<string, string> nameOf = new(StringComparer.Ordinal);

    /// <summary>Whether the state is known by one of its names, and by which.</summary>
    public bool TryFind(string name, out string known)
    {
        if (nameOf.TryGetValue(name, out var found))
        {
            known = found;
            return true;
        }
        known = name;
        return false;
    }

    /// <summary>The name the texts go by; from now on this one, if the state was not named yet.</summary>
    public string Of(string name)
    {
        if (TryFind(name, out var known))
        {
            return known;
        }
        nameOf[name] = name;
        foreach (var synonym in StateSynonyms.Of(name))
        {
            nameOf.TryAdd(synonym, name);
        }
        return name;
    }

    /// <summary>Whether the list has the state under one of its names.</summary>
    public static bool Lists(ImmutableArray<string> names, string name) =>
        names.Contains(name) || StateSynonyms.Of(name).Any(synonym => names.Contains(synonym));
}
