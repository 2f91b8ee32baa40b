namespace Foedus.Temporal.Formulas;

/// <summary>A predicate's name and the types of its arguments.</summary>
/// <param name="Name">As formulas and logs write it.</param>
/// <param name="Types">One for each argument.</param>
public sealed record PredicateSignature(string Name, IReadOnlyList<ColumnType> Types);
