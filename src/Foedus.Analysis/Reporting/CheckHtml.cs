using System.Text;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Reporting;

/// <summary>Findings as one page that needs nothing else: no script, no font, no picture from elsewhere; readable in the dark and on paper.</summary>
public static class CheckHtml
{
    private const string Sheet = """
        .answers{display:grid;grid-template-columns:max-content 1fr;gap:.5rem 1.2rem;margin:1.5rem 0}
        .answers dt{font-weight:600}
        .answers dd{margin:0}
        .finding{border:1px solid var(--line);border-left:.35rem solid var(--soft);background:var(--card);padding:.8rem 1.1rem;margin:1rem 0;break-inside:avoid}
        .finding.error{border-left-color:var(--bar)}
        .finding.warning{border-left-color:var(--accent)}
        .finding h3{font-size:1.1rem}
        .course{list-style:none;margin:.6rem 0 0;padding:0 0 0 1rem;border-left:2px solid var(--line)}
        .course li{margin:.25rem 0;font-size:.92rem}
        .course time{color:var(--soft);font-variant-numeric:tabular-nums;margin-right:.6rem}
        """;

    public static string Page(IReadOnlyList<CheckedAgreement> agreements, IReadOnlyList<TogetherResult> together)
    {
        var title = string.Join(", ", agreements.Select(TitleOf));
        var page = HtmlPage.Begin($"{title}: check", Sheet);
        foreach (var agreement in agreements)
        {
            Append(page, agreement);
        }
        foreach (var result in together)
        {
            page.Append($"<h2>Together: {Html.Text(result.Names)}</h2>\n");
            if (result.Findings.IsEmpty)
            {
                page.Append(
                    "<p class=\"note\">Nothing that one demands and the other forbids was found, and neither disarms the other.</p>\n"
                );
            }
            foreach (var finding in result.Findings)
            {
                Append(page, finding);
            }
        }
        return page.Append(HtmlPage.End).ToString();
    }

    private static void Append(StringBuilder page, CheckedAgreement agreement)
    {
        page.Append(
            $"<header>\n<p class=\"kicker\">Check of {Html.Text(agreement.Compilation.Core?.Id ?? agreement.Path)}</p>\n<h1>{Html.Text(TitleOf(agreement))}</h1>\n"
        );
        if (agreement.Result is { } result)
        {
            page.Append(
                $"<dl class=\"answers\">\n<dt>Concrete</dt><dd>{Html.Text(result.Concrete)}</dd>\n<dt>Binding</dt><dd>{Html.Text(result.Binding)}</dd>\n<dt>Effective</dt><dd>{string.Join("<br>", result.Effective.Split('\n').Select(Html.Text))}</dd>\n</dl>\n"
            );
        }
        page.Append("</header>\n");
        if (agreement.Result is { Open.IsEmpty: false } known)
        {
            page.Append("<h2>Still open</h2>\n<ul>\n");
            foreach (var open in known.Open)
            {
                page.Append($"<li>{Html.Text(open)}</li>\n");
            }
            page.Append("</ul>\n");
        }
        if (!agreement.Findings.IsEmpty)
        {
            page.Append("<h2>Findings</h2>\n");
            foreach (var finding in agreement.Findings)
            {
                Append(page, finding);
            }
        }
        AppendDiagnostics(page, agreement);
        if (agreement.Compilation.Core is { Clauses.IsEmpty: false } core)
        {
            AppendClauses(page, core);
        }
        if (agreement.Result is { Matrix.Rows.IsEmpty: false } held && held.Matrix.Norms.Length > 0)
        {
            AppendMatrix(page, held.Matrix);
        }
        if (agreement.Result is { Bounds.IsEmpty: false } bounded)
        {
            page.Append("<h2>Bounds and assumptions</h2>\n<ul>\n");
            foreach (var bound in bounded.Bounds)
            {
                page.Append($"<li>{Html.Text(bound)}</li>\n");
            }
            page.Append("</ul>\n");
        }
    }

    private static void Append(StringBuilder page, Finding finding)
    {
        page.Append(
            $"<section class=\"finding {Word(finding.Level)}\">\n<p class=\"kicker\">{Word(finding.Level)} {Html.Text(finding.Code)}, {Place(finding.Span)}</p>\n<h3>{Html.Text(finding.Provision)}: {Html.Text(finding.Message)}</h3>\n"
        );
        page.Append($"<p>{Html.Text(finding.Why)}</p>\n<p class=\"sub\">{Html.Text(finding.How)}</p>\n");
        if (finding.Witness is { } witness)
        {
            page.Append("<ol class=\"course\">\n");
            foreach (var line in witness.Telling)
            {
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                page.Append(
                    space > 0 && char.IsAsciiDigit(line[0])
                        ? $"<li><time datetime=\"{Html.Text(line[..space])}\">{Html.Text(line[..space])}</time>{Html.Text(line[(space + 1)..])}</li>\n"
                        : $"<li>{Html.Text(line)}</li>\n"
                );
            }
            page.Append("</ol>\n");
        }
        page.Append("</section>\n");
    }

    private static void AppendDiagnostics(StringBuilder page, CheckedAgreement agreement)
    {
        if (agreement.Diagnostics.IsEmpty)
        {
            return;
        }
        page.Append("<h2>Words</h2>\n");
        foreach (var diagnostic in agreement.Diagnostics)
        {
            page.Append(
                $"<section class=\"finding {Word(diagnostic.Level)}\">\n<p class=\"kicker\">{Word(diagnostic.Level)} {Html.Text(diagnostic.Code)}, {Place(diagnostic.Span)}</p>\n<h3>{Html.Text(diagnostic.Message)}</h3>\n<p>{Html.Text(diagnostic.Why)}</p>\n<p class=\"sub\">{Html.Text(diagnostic.How)}</p>\n</section>\n"
            );
        }
    }

    /// <summary>How precise and how binding each clause is.</summary>
    private static void AppendClauses(StringBuilder page, Agreement core)
    {
        page.Append(
            "<h2>Clauses</h2>\n<p class=\"note\">Precision from P4 (determinate) to P0 (open), obligation from O4 (unconditional) to O0 (declared not binding).</p>\n<div class=\"scroll\" tabindex=\"0\">\n<table class=\"norms\">\n<thead><tr><th scope=\"col\">Clause</th><th scope=\"col\">Kind</th><th scope=\"col\">Precision</th><th scope=\"col\">Obligation</th></tr></thead>\n<tbody>\n"
        );
        foreach (var clause in core.Clauses)
        {
            var precision = clause.Grades.IsDefaultOrEmpty
                ? Phrases.Nothing
                : $"P{clause.Grades.Min(grade => grade.Grade)}";
            var obligation = clause.Modality
                is Modality.Duty
                    or Modality.Prohibition
                    or Modality.Maintenance
                    or Modality.Hortatory
                ? $"O{BindingLine.GradeOf(core, clause)}"
                : Phrases.Nothing;
            page.Append(
                $"<tr><th scope=\"row\"><b>{Html.Text(ProvisionReference.Of(clause.Id))}</b><br><q>{Html.Text(clause.Words)}</q></th><td>{CheckText.ModalityName(clause)}</td><td>{precision}</td><td>{obligation}</td></tr>\n"
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    /// <summary>Party by norm: how it binds in force, and whether already before consent and still after leaving.</summary>
    private static void AppendMatrix(StringBuilder page, BindingMatrix matrix)
    {
        page.Append(
            "<h2>Who is bound by what, and when</h2>\n<p class=\"note\">The grade is that of a party in force. ◂ binds before consent, ▸ still after it has left, ▪ no longer once it has given notice.</p>\n<div class=\"scroll\" tabindex=\"0\">\n<table class=\"norms\">\n<thead><tr><th scope=\"col\">Norm</th>"
        );
        foreach (var row in matrix.Rows)
        {
            page.Append(
                $"<th scope=\"col\">{Html.Text(CheckText.Who(row))}{(row.MayLeave ? "" : $" ({CheckText.Stays(row)})")}</th>"
            );
        }
        page.Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < matrix.Norms.Length; i++)
        {
            page.Append($"<tr><th scope=\"row\">{Html.Text(matrix.Norms[i])}</th>");
            foreach (var row in matrix.Rows)
            {
                var cell = row.Cells[i];
                page.Append(
                    cell.InForce
                        ? $"<td>{(cell.BeforeConsent ? "◂ " : "")}O{cell.Grade}{(cell.AfterLeaving ? " ▸" : cell.AfterNotice ? "" : " ▪")}</td>"
                        : $"<td>{(cell.BeforeConsent ? "◂" : Phrases.Nothing)}</td>"
                );
            }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string TitleOf(CheckedAgreement agreement) => agreement.Compilation.Core?.Title ?? agreement.Path;

    private static string Word(Level level) => level.ToString().ToLowerInvariant();

    private static string Place(SourceSpan span) => Html.Text($"{span.File}:{span.Line}");
}
