namespace Foedus.Temporal.Conditions;

/// <summary>An event of one time point, as a past condition takes it.</summary>
/// <param name="Predicate">Index in the signature.</param>
/// <param name="Group">Value of the predicate's text column; ignored where it has none.</param>
public readonly record struct PointEvent(int Predicate, string Group = "");
