using System.Collections.Immutable;

namespace Foedus.Analysis.Checks;

/// <summary>What the checks found in one agreement.</summary>
/// <param name="Concrete">The first line of the report, without its heading; likewise the two after it.</param>
/// <param name="Open">What the text leaves open, a line a kind.</param>
/// <param name="Bounds">What was assumed and what was not covered.</param>
/// <param name="Matrix">Who is bound by what, and when.</param>
public sealed record CheckResult(
    string Concrete,
    string Binding,
    string Effective,
    ImmutableArray<string> Open,
    ImmutableArray<Finding> Findings,
    ImmutableArray<string> Bounds,
    BindingMatrix Matrix
);
