using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>A case or an event that a step of a scenario speaks of by its name.</summary>
/// <param name="IsEvent">An event that is to be corrected or retracted: it is named by its id, not by its case.</param>
internal sealed record ScenarioMention(string Name, bool IsEvent, SourceSpan Span);
