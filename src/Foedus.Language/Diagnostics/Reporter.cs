using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Language.Diagnostics;

/// <summary>Collects diagnostics. Beyond a limit it only counts: a file that is wrong everywhere needs no thousandth message.</summary>
internal sealed class Reporter
{
    private const int Limit = 200;
    private readonly List<Diagnostic> diagnostics = [];
    private readonly HashSet<(string Code, string File, int Start)> seen = [];

    public int ErrorCount { get; private set; }

    public bool IsFull => diagnostics.Count >= Limit;

    public void Report(DiagnosticRule rule, SourceSpan span, params string[] values) =>
        Report(rule, span, null, values);

    public void Report(DiagnosticRule rule, SourceSpan span, Fix? fix, params string[] values)
    {
        if (rule.Level == Level.Error)
        {
            ErrorCount++;
        }
        if (IsFull || !seen.Add((rule.Code, span.File ?? "", span.Start)))
        {
            return;
        }
        diagnostics.Add(
            new Diagnostic(
                rule.Code,
                rule.Level,
                span,
                string.Format(CultureInfo.InvariantCulture, rule.Message, values),
                rule.Why,
                string.Format(CultureInfo.InvariantCulture, rule.How, values),
                fix
            )
        );
    }

    /// <summary>In the order of the text, the main file first, then the files it rests on as they were loaded.</summary>
    public ImmutableArray<Diagnostic> InOrder(IReadOnlyList<string> files)
    {
        var rank = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            rank.TryAdd(file, rank.Count);
        }
        return
        [
            .. diagnostics
                .OrderBy(diagnostic => rank.GetValueOrDefault(diagnostic.Span.File ?? "", int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Span.Start)
                .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal),
        ];
    }
}
