namespace Foedus.Temporal.Formulas;

/// <summary>The predicates that a log may contain. Every name occurs once.</summary>
public sealed class Signature
{
    private readonly Dictionary<string, int> _byName;

    /// <summary>Throws <see cref="ArgumentException"/> for a name that occurs twice.</summary>
    public Signature(IReadOnlyList<PredicateSignature> predicates)
    {
        Predicates = predicates;
        _byName = new Dictionary<string, int>(predicates.Count, StringComparer.Ordinal);
        for (var i = 0; i < predicates.Count; i++)
        {
            if (!_byName.TryAdd(predicates[i].Name, i))
            {
                throw new ArgumentException($"Predicate {predicates[i].Name} is declared twice.", nameof(predicates));
            }
        }
    }

    public IReadOnlyList<PredicateSignature> Predicates { get; }

    /// <summary>The predicate's position in <see cref="Predicates"/>, or -1.</summary>
    public int IndexOf(string name) => _byName.TryGetValue(name, out var index) ? index : -1;
}
