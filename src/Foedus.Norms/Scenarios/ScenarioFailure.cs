using Foedus.Language.Core;

namespace Foedus.Norms.Scenarios;

/// <summary>A step of a scenario that did not come out.</summary>
/// <param name="Words">The step as the text has it.</param>
/// <param name="Expected">What the step says.</param>
/// <param name="Actual">What the machine says, and why.</param>
/// <param name="Reader">The reading under which it failed, if the agreement has readings.</param>
public sealed record ScenarioFailure(SourceSpan Span, string Words, string Expected, string Actual, string? Reader);
