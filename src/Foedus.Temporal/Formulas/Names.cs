namespace Foedus.Temporal.Formulas;

/// <summary>Sets of variable names in a fixed order: the order decides the columns of a verdict.</summary>
internal static class Names
{
    /// <summary>The first list, then what the second adds.</summary>
    public static IReadOnlyList<string> Union(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        if (second.Count == 0 || IsSubset(second, first))
        {
            return first;
        }
        var all = new List<string>(first);
        foreach (var name in second)
        {
            if (!Contains(all, name))
            {
                all.Add(name);
            }
        }
        return all;
    }

    public static IReadOnlyList<string> Without(IReadOnlyList<string> names, IReadOnlyList<string> removed)
    {
        var rest = new List<string>(names.Count);
        foreach (var name in names)
        {
            if (!Contains(removed, name))
            {
                rest.Add(name);
            }
        }
        return rest;
    }

    public static bool IsSubset(IReadOnlyList<string> part, IReadOnlyList<string> whole)
    {
        foreach (var name in part)
        {
            if (!Contains(whole, name))
            {
                return false;
            }
        }
        return true;
    }

    public static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    public static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return -1;
    }
}
