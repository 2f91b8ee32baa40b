using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Analysis.Checks;

/// <summary>One thing a check found.</summary>
/// <param name="Provision">The provision it is about, as a lawyer names it.</param>
/// <param name="Witness">Null only where the words themselves show it.</param>
public sealed record Finding(
    Level Level,
    string Code,
    string Provision,
    string Message,
    string Why,
    string How,
    SourceSpan Span,
    Witness? Witness
);
