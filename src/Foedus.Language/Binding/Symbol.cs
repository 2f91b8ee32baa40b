using Foedus.Language.Core;

namespace Foedus.Language.Binding;

/// <summary>A declared name.</summary>
/// <param name="Index">Into the core's terms; for a decision, into its terms too.</param>
/// <param name="Unit">The agreement whose text defines it; −1: built in.</param>
internal sealed record Symbol(SymbolKind Kind, string Name, int Index, int Unit, SourceSpan Span);
