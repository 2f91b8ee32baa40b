using System.Collections.Immutable;
using System.Text;
using Foedus.Analysis.Backtesting;

namespace Foedus.Analysis.Reporting;

/// <summary>A table of norms and what became of them.</summary>
internal static class NormsHtml
{
    public static void Append(StringBuilder page, ImmutableArray<NormTally> norms, string id, string title)
    {
        page.Append(
            $"<p class=\"label\" id=\"{id}\">{Html.Text(title)}</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n<table class=\"norms\" aria-labelledby=\"{id}\">\n"
        );
        page.Append(
            "<thead><tr><th scope=\"col\">Norm</th><th scope=\"col\" class=\"n\">Triggered</th><th scope=\"col\" class=\"n\">In time</th><th scope=\"col\" class=\"n\">Missed</th><th scope=\"col\" class=\"n\">Repaired</th><th scope=\"col\">Missed: whose duty</th></tr></thead>\n<tbody>\n"
        );
        foreach (var norm in norms)
        {
            page.Append(
                $"<tr><th scope=\"row\"><b>{Html.Text(Phrases.NormName(norm))}</b><br><q>{Html.Text(norm.Words)}</q></th>"
            );
            page.Append(
                $"<td class=\"n\">{Phrases.Number(norm.Triggered)}</td><td class=\"n\">{Phrases.Number(norm.Performed)}</td><td class=\"n\">{Phrases.Missed(norm)}</td><td class=\"n\">{Phrases.Number(norm.Repaired)}</td>"
            );
            page.Append(
                $"<td>{string.Join("<br>", norm.MissedBy.Select(bearer => Html.Text(Phrases.MissedOf(bearer))))}</td></tr>\n"
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
        if (norms.Any(Phrases.HasJoint))
        {
            page.Append($"<p class=\"note\">{Phrases.JointNote}</p>\n");
        }
        if (norms.Any(norm => norm.Lapsed > 0))
        {
            page.Append($"<p class=\"note\">{Phrases.LapsedNote}</p>\n");
        }
    }
}
