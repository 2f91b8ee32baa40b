namespace Foedus.Norms;

/// <summary>Names of one kind of term, as events may write them.</summary>
internal sealed class TermNames
{
    private static readonly string[] Articles = ["", "the ", "a ", "an ", "The ", "A ", "An "];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public void Add(string name, int index)
    {
        var folded = FoldedName.Of(name);
        _byName.TryAdd(name, index);
        foreach (var article in Articles)
        {
            _byName.TryAdd(article + folded, index);
            _byName.TryAdd(article + name, index);
        }
    }

    public bool TryFind(string? name, out int index)
    {
        if (
            name is not null
            && (_byName.TryGetValue(name, out index) || _byName.TryGetValue(FoldedName.Of(name), out index))
        )
        {
            return true;
        }
        index = -1;
        return false;
    }
}
