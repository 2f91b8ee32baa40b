using Foedus.Language.Binding;

namespace Foedus.Language.Parsing;

/// <summary>A sentence that defines a term, recognised by its skeleton alone.</summary>
/// <param name="First">First token of the name.</param>
/// <param name="Past">The declared past form of an act's verb, if any.</param>
internal sealed record Declaration(Statement Statement, SymbolKind Kind, string Name, int First, int Last, string? Past);
