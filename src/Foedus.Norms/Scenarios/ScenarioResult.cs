using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms.Scenarios;

/// <summary>How one scenario came out; it passed when nothing failed.</summary>
public sealed record ScenarioResult(string Name, SourceSpan Span, ImmutableArray<ScenarioFailure> Failures)
{
    public bool Passed => Failures.IsEmpty;
}
