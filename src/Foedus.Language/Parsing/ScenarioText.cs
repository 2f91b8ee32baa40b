using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>A scenario block cut into its steps; the first token of each is its keyword.</summary>
internal sealed record ScenarioText(string Name, SourceSpan Span, List<Statement> Steps);
