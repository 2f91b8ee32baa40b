using System.Collections.Immutable;
using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Analysis.Reporting;

/// <summary>What <c>check</c> has to say of one agreement.</summary>
/// <param name="Path">The main file, as the user named it.</param>
/// <param name="Sources">The texts read, by the name under which diagnostics speak of them.</param>
/// <param name="Result">What the checks found; null where the agreement does not compile.</param>
public sealed record CheckedAgreement(
    string Path,
    Compilation Compilation,
    IReadOnlyDictionary<string, SourceText> Sources,
    CheckResult? Result
)
{
    public ImmutableArray<Diagnostic> Diagnostics => Compilation.Diagnostics;

    /// <summary>The defaults that the compiler inserted and that no diagnostic already names.</summary>
    public IEnumerable<InsertedDefault> Defaults =>
        Compilation.Core is { } core
            ? core.Defaults.Where(inserted =>
                !Diagnostics.Any(diagnostic => diagnostic.Code == inserted.Code && diagnostic.Span == inserted.Span)
            )
            : [];

    public ImmutableArray<Finding> Findings => Result?.Findings ?? [];

    public int Count(Level level) =>
        Diagnostics.Count(diagnostic => diagnostic.Level == level)
        + Findings.Count(finding => finding.Level == level)
        + (level == Level.Note ? Defaults.Count() : 0);
}
