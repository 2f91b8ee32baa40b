using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>Every name that can act, with its number.</summary>
internal sealed class ActorNames
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private ImmutableArray<string> _frozen = [];

    public int Count => _names.Count;

    public ImmutableArray<string> All => _frozen.Length == _names.Count ? _frozen : _frozen = [.. _names];

    public string this[int actor] => _names[actor];

    public int Add(string name)
    {
        if (TryFind(name, out var known))
        {
            return known;
        }
        var actor = _names.Count;
        _names.Add(name);
        _byName[name] = actor;
        AddAlias(name, actor);
        return actor;
    }

    public void AddAlias(string name, int actor)
    {
        var folded = FoldedName.Of(name);
        _byName.TryAdd(folded, actor);
        _byName.TryAdd("the " + folded, actor);
        _byName.TryAdd("the " + name, actor);
        _byName.TryAdd("The " + name, actor);
    }

    /// <summary>Another name of the same actor; a name that is taken keeps its meaning.</summary>
    public void AddSynonym(string name, int actor)
    {
        _byName.TryAdd(name, actor);
        AddAlias(name, actor);
    }

    public bool TryFind(string? name, out int actor)
    {
        if (name is null)
        {
            actor = -1;
            return false;
        }
        if (_byName.TryGetValue(name, out actor) || _byName.TryGetValue(FoldedName.Of(name), out actor))
        {
            return true;
        }
        actor = -1;
        return false;
    }
}
