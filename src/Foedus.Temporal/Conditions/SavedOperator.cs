namespace Foedus.Temporal.Conditions;

/// <summary>What one operator of a past condition remembers, laid open to be kept somewhere.</summary>
/// <param name="Groups">In ordinal order of their names; null where the operator does not group.</param>
public sealed record SavedOperator(IReadOnlyList<long> Times, bool AreStretches, IReadOnlyList<SavedGroup>? Groups);

/// <param name="Name">The value by which occasions are counted apart.</param>
public sealed record SavedGroup(string Name, IReadOnlyList<long> Times);
