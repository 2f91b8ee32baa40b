using System.Collections.Immutable;
using Foedus.Language.Binding;

namespace Foedus.Language.Parsing;

/// <summary>A sentence that defines a term, recognised by its skeleton alone.</summary>
/// <param name="First">First token of the name.</param>
/// <param name="Past">The declared past forms of an act, with all their words; empty where they are regular.</param>
internal sealed record Declaration(
    Statement Statement,
    SymbolKind Kind,
    string Name,
    int First,
    int Last,
    ImmutableArray<string> Past
);
