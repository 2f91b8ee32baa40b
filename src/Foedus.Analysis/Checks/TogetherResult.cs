using System.Collections.Immutable;

namespace Foedus.Analysis.Checks;

/// <summary>What was found in two agreements taken together.</summary>
/// <param name="Names">Which agreements, in words.</param>
/// <param name="Withheld">Findings whose course of events did not replay.</param>
public sealed record TogetherResult(string Names, ImmutableArray<Finding> Findings, ImmutableArray<string> Withheld);
