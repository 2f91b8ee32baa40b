using System.Collections.Immutable;
using System.Globalization;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Reporting;

/// <summary>
/// Findings for a terminal. First, in a line each, whether the agreement is concrete, binding and effective; then what
/// was found, each with its place, why it matters, how to mend it and a course of events that shows it; then the grades.
/// </summary>
/// <param name="withColour">Whether the output understands escape sequences.</param>
public sealed class CheckText(TextWriter to, bool withColour)
{
    private const int LongestLine = 160;

    public void Write(CheckedAgreement agreement)
    {
        if (agreement.Result is { } result)
        {
            to.Write($"{Paint(agreement.Compilation.Core?.Title ?? agreement.Path, "1")}\n");
            to.Write($"  concrete   {result.Concrete}\n");
            to.Write($"  binding    {result.Binding}\n");
            to.Write($"  effective  {result.Effective.Replace("\n", "\n             ", StringComparison.Ordinal)}\n");
            for (var i = 0; i < result.Open.Length; i++)
            {
                to.Write($"  {(i == 0 ? "still open" : "          ")} {result.Open[i]}\n");
            }
            to.Write("\n");
            Write(agreement, result.Findings);
        }
        foreach (var diagnostic in agreement.Diagnostics)
        {
            Write(agreement, diagnostic);
        }
        foreach (var inserted in agreement.Defaults)
        {
            to.Write(
                $"{Place(inserted.Span)}: {Paint("note", "36")} {inserted.Code}: {inserted.Provision}: {inserted.Says}\n"
            );
        }
        if (agreement.Compilation.Core is { Clauses.IsEmpty: false } core)
        {
            WriteGrades(core, agreement.Path);
        }
        if (agreement.Result is { Matrix.Rows.IsEmpty: false } known && known.Matrix.Norms.Length > 0)
        {
            WriteMatrix(known.Matrix);
        }
        if (agreement.Result is { Bounds.IsEmpty: false } bounded)
        {
            to.Write("bounds and assumptions\n");
            foreach (var bound in bounded.Bounds)
            {
                to.Write($"  {bound}\n");
            }
            to.Write("\n");
        }
    }

    /// <summary>What agreements do to each other.</summary>
    public void Write(TogetherResult together, IReadOnlyList<CheckedAgreement> agreements)
    {
        to.Write($"\n{Paint($"together: {together.Names}", "1")}\n");
        if (together.Findings.IsEmpty)
        {
            to.Write("  nothing that one demands and the other forbids was found, and neither disarms the other\n");
        }
        var sources = agreements
            .SelectMany(agreement => agreement.Sources)
            .DistinctBy(source => source.Key)
            .ToDictionary(source => source.Key, source => source.Value, StringComparer.Ordinal);
        if (agreements.Count > 0)
        {
            Write(agreements[0] with { Sources = sources }, together.Findings);
        }
        foreach (var withheld in together.Withheld)
        {
            to.Write($"  {withheld}\n");
        }
    }

    /// <summary>The last line, over all agreements.</summary>
    public void WriteTotal(IReadOnlyList<CheckedAgreement> agreements, IReadOnlyList<TogetherResult> together)
    {
        int Total(Level level) =>
            agreements.Sum(agreement => agreement.Count(level))
            + together.Sum(result => result.Findings.Count(finding => finding.Level == level));
        to.Write(
            $"{Phrases.Count(agreements.Count, "agreement", "agreements")}: {Phrases.Count(Total(Level.Error), "error", "errors")}, "
                + $"{Phrases.Count(Total(Level.Warning), "warning", "warnings")}, {Phrases.Count(Total(Level.Note), "note", "notes")}\n"
        );
    }

    /// <summary>Findings of one kind, with one reason and one remedy, stand together; the first is shown with its course of events.</summary>
    private void Write(CheckedAgreement agreement, ImmutableArray<Finding> findings)
    {
        for (var i = 0; i < findings.Length; )
        {
            var first = findings[i];
            var alike = findings
                .Skip(i)
                .TakeWhile(finding =>
                    finding.Code == first.Code
                    && finding.Level == first.Level
                    && finding.Why == first.Why
                    && finding.How == first.How
                )
                .ToList();
            var (word, colour) = WordFor(first.Level);
            foreach (var finding in alike)
            {
                to.Write(
                    $"{Place(finding.Span)}: {Paint(word, colour)} {finding.Code}: {Paint($"{finding.Provision}: {finding.Message}", "1")}\n"
                );
                WriteLine(agreement, finding.Span, colour);
            }
            to.Write($"    why: {first.Why}\n");
            to.Write($"    how: {first.How}\n");
            if (first.Witness is { } witness)
            {
                to.Write(
                    alike.Count == 1
                        ? "    for example:\n"
                        : $"    for example, the first of these {alike.Count} (--witnesses writes them all):\n"
                );
                foreach (var line in witness.Telling)
                {
                    to.Write($"      {line}\n");
                }
            }
            i += alike.Count;
        }
    }

    private static (string Word, string Colour) WordFor(Level level) =>
        level switch
        {
            Level.Error => ("error", "31;1"),
            Level.Warning => ("warning", "33;1"),
            _ => ("note", "36"),
        };

    private void Write(CheckedAgreement agreement, Diagnostic diagnostic)
    {
        var (word, colour) = WordFor(diagnostic.Level);
        to.Write(
            $"{Place(diagnostic.Span)}: {Paint(word, colour)} {diagnostic.Code}: {Paint(diagnostic.Message, "1")}\n"
        );
        WriteLine(agreement, diagnostic.Span, colour);
        if (diagnostic.Level != Level.Note)
        {
            to.Write($"    why: {diagnostic.Why}\n");
            to.Write($"    how: {diagnostic.How}\n");
            if (diagnostic.Fix is { } fix)
            {
                to.Write($"    fix: {fix.Says}\n");
            }
        }
    }

    /// <summary>The line of the text with the place marked below it.</summary>
    private void WriteLine(CheckedAgreement agreement, SourceSpan span, string colour)
    {
        if (
            span.File is null
            || !agreement.Sources.TryGetValue(span.File, out var source)
            || span.Line < 1
            || span.Line > source.LineCount
            || source.IsTooLong
        )
        {
            return;
        }
        var start = source.LineStart(span.Line - 1);
        var line = source.Content[start..source.LineEnd(span.Line - 1)].Replace('\t', ' ');
        var column = Math.Clamp(span.Start - start, 0, line.Length);
        var length = Math.Max(1, Math.Min(span.End, start + line.Length) - span.Start);
        if (line.Length > LongestLine)
        {
            // Keep the marked place in view.
            var from = Math.Clamp(column - (LongestLine / 2), 0, line.Length - LongestLine);
            line = line.Substring(from, LongestLine);
            column -= from;
            length = Math.Max(1, Math.Min(length, LongestLine - column));
        }
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        to.Write($"  {number} | {line}\n");
        to.Write(
            $"  {new string(' ', number.Length)} | {new string(' ', column)}{Paint(new string('^', length), colour)}\n"
        );
    }

    private void WriteGrades(Agreement core, string path)
    {
        to.Write(
            $"\n{path}: precision of {Phrases.Count(core.Clauses.Length, "clause", "clauses")} (P4 determinate … P0 open; a clause has the least grade of its slots)\n"
        );
        var table = new TextTable(["provision", "what", "grade", "because of"], []);
        foreach (var clause in core.Clauses)
        {
            var grades = clause.Grades.IsDefaultOrEmpty ? [] : clause.Grades.ToList();
            var least = grades.Count == 0 ? null : grades.MinBy(grade => grade.Grade);
            table.Add([
                ProvisionReference.Of(clause.Id),
                ModalityName(clause),
                least is null ? "–" : $"P{least.Grade}",
                least is null || least.Grade == 4 ? "" : $"{SlotName(least.Slot)}: {least.Because}",
            ]);
        }
        table.Write(to);
        to.Write("\n");
    }

    /// <summary>How many norms bind whom, and when; which ones is in the page and in the JSON.</summary>
    private void WriteMatrix(BindingMatrix matrix)
    {
        to.Write(
            "who is bound, and when: norms that bind before consent, in force, after notice of withdrawal, after leaving\n"
        );
        var table = new TextTable(["party", "before", "in force", "notice", "left"], []);
        foreach (var row in matrix.Rows)
        {
            table.Add([
                Who(row),
                Count(row, cell => cell.BeforeConsent),
                Count(row, cell => cell.InForce),
                Count(row, cell => cell.AfterNotice),
                row.MayLeave ? Count(row, cell => cell.AfterLeaving) : Stays(row),
            ]);
        }
        table.Write(to);
        to.Write("\n");
    }

    internal static string Stays(BindingRow row) => row.MayNeverLeave ? "may not leave" : "may not leave yet";

    internal static string Who(BindingRow row) => row.IsOpen ? "any other party" : string.Join(", ", row.Parties);

    private static string Count(BindingRow row, Func<BindingCell, bool> when)
    {
        var bound = row.Cells.Where(when).ToList();
        return bound.Count == 0
            ? "–"
            : string.Join(
                " ",
                bound
                    .GroupBy(cell => cell.Grade)
                    .OrderByDescending(grade => grade.Key)
                    .Select(grade => $"{grade.Count()}×O{grade.Key}")
            );
    }

    internal static string SlotName(Slot slot) =>
        slot == Slot.CounterParty ? "counter-party" : slot.ToString().ToLowerInvariant();

    internal static string ModalityName(Clause clause) =>
        clause.Modality.ToString().ToLowerInvariant()
        + (clause.IsBinding || clause.Modality == Modality.Hortatory ? "" : " (political)");

    private static string Place(SourceSpan span) => $"{span.File}:{span.Line}:{span.Column}";

    private string Paint(string text, string code) => withColour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
