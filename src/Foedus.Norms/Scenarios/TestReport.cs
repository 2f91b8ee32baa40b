using System.Collections.Immutable;

namespace Foedus.Norms.Scenarios;

/// <summary>How the scenarios of one agreement came out, and what of its clauses they cover.</summary>
public sealed record TestReport(
    string Agreement,
    ImmutableArray<ScenarioResult> Scenarios,
    ImmutableArray<ClauseCoverage> Coverage
)
{
    public int Passed => Scenarios.Count(scenario => scenario.Passed);

    public int Failed => Scenarios.Length - Passed;

    /// <summary>Clauses that were activated and decided, in per cent of all, rounded down: 100 means all of them.</summary>
    public int CoveragePercent =>
        Coverage.IsEmpty ? 100 : Coverage.Count(clause => clause.IsDecided) * 100 / Coverage.Length;
}
