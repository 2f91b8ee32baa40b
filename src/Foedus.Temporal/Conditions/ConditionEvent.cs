using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>Something that happened at one time point.</summary>
/// <param name="Predicate">A predicate of the signature.</param>
/// <param name="Values">One for each of its arguments, of their types.</param>
public readonly record struct ConditionEvent(string Predicate, IReadOnlyList<Value> Values);
