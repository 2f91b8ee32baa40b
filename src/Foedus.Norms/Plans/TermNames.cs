namespace Foedus.Norms;

/// <summary>Names of one kind of term, as events may write them.</summary>
internal sealed class TermNames
{
    private static readonly string[] Articles = ["", "the ", "a ", "an ", "The ", "A ", "An "];
    private readonly Dictionary<string, int[]> _byName = new(StringComparer.Ordinal);

    /// <summary>Agreements that rest on each other may define a term each by the same name: the name then means all of them, in the order of the agreements.</summary>
    /// <param name="prefix">Of the agreement that defines it, <c>ceasefire/</c>: with it the name is that agreement's alone.</param>
    public void Add(string name, string prefix, int index)
    {
        var folded = FoldedName.Of(name);
        foreach (var article in Articles)
        {
            AddOne(article + folded, index);
            AddOne(article + name, index);
        }
        if (prefix.Length > 0)
        {
            AddOne(prefix + folded, index);
            AddOne(prefix + name, index);
        }
    }

    public void Add(string name, int index) => Add(name, "", index);

    private void AddOne(string name, int index)
    {
        if (!_byName.TryGetValue(name, out var before))
        {
            _byName.Add(name, [index]);
        }
        else if (!before.Contains(index))
        {
            _byName[name] = [.. before, index];
        }
    }

    /// <summary>All that are called so; empty where none is.</summary>
    public ReadOnlySpan<int> Find(string? name) =>
        name is not null
        && (_byName.TryGetValue(name, out var found) || _byName.TryGetValue(FoldedName.Of(name), out found))
            ? found
            : [];

    public bool TryFind(string? name, out int index)
    {
        var found = Find(name);
        index = found.IsEmpty ? -1 : found[0];
        return !found.IsEmpty;
    }
}
