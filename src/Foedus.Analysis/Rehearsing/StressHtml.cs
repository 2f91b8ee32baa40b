using System.Globalization;
using System.Text;
using Foedus.Analysis.Reporting;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// The report as one page that needs nothing else: no script, no font, no picture from elsewhere. Every picture has its
/// numbers beside it.
/// </summary>
public static class StressHtml
{
    private const int MostMoments = 24;
    private const int MostCuts = 30;

    public static string Page(StressReport report)
    {
        var page = HtmlPage.Begin($"{report.Title}: rehearsal", StressStyle.Sheet);
        page.Append(
            $"""
            <header>
            <p class="kicker">Rehearsal of {Html.Text(report.Id)}</p>
            <h1>{Html.Text(report.Title)}</h1>
            <p class="lead">{Html.Text(Lead(report))}</p>
            <p class="sub">{Html.Text(report.Plan.Title is { } title ? title + ". " : "")}With {Html.Text(
                string.Join(", ", report.Parties)
            )}.</p>
            </header>

            """
        );
        foreach (var promise in report.Promises)
        {
            Append(page, promise);
        }
        AppendGiven(page, report);
        // A number and its sign stay on one line.
        return page.Append(HtmlPage.End).Replace(" %", "\u00a0%").ToString();
    }

    private static string Lead(StressReport report)
    {
        if (report.Promises.IsEmpty)
        {
            return "No promise is declared, so there is nothing to rehearse.";
        }
        return string.Join(
            " ",
            report.Promises.Select(promise =>
                promise.NotRehearsed is { } reason
                    ? $"{promise.Place}: not rehearsed, because {reason}."
                    : $"{promise.Place} is kept in time with a chance of {StressText.Chance(promise.Kept.Low, promise.Kept.High)}"
                        + (promise.Importances.IsEmpty ? "." : $"; it hangs most on {promise.Importances[0].Name}.")
            )
        );
    }

    private static void Append(StringBuilder page, PromiseRehearsal promise)
    {
        page.Append($"<h2>{Html.Text(promise.Place)}</h2>\n<p class=\"verdict\">{Html.Text(promise.Words)}</p>\n");
        if (promise.NotRehearsed is { } reason)
        {
            page.Append($"<p class=\"note\">Not rehearsed: {Html.Text(reason)}.</p>\n");
            return;
        }
        page.Append("<ul class=\"figures\">\n");
        Figure(
            page,
            StressText.Chance(promise.Kept.Low, promise.Kept.High),
            $"kept within {StressText.Hours(promise.Horizon)} hours"
        );
        if (!promise.IsExact)
        {
            Figure(
                page,
                $"{StressText.Percent(promise.Kept.LowFrom)} to {StressText.Percent(promise.Kept.HighTo)}",
                "interval around it"
            );
        }
        var smallest = promise.Cuts.IsEmpty ? (int?)null : promise.Cuts.Min(cut => cut.Size);
        Figure(
            page,
            smallest?.ToString(CultureInfo.InvariantCulture) ?? "none",
            "players in the smallest set that can stop it"
        );
        page.Append("</ul>\n");
        page.Append($"<p class=\"note\">Set off: {Html.Text(promise.SetOff)}.</p>\n");
        page.Append(
            $"<p class=\"note\">{Html.Text(Sentence(promise.Method))}{(promise.Bounds.Length > 0 ? " " + Html.Text(Sentence(promise.Bounds)) : "")}</p>\n"
        );
        page.Append("<h3>Kept by each hour</h3>\n");
        StressCurve.Append(page, promise);
        AppendTable(page, promise);
        AppendImportance(page, promise);
        AppendCuts(page, promise);
    }

    private static void Figure(StringBuilder page, string number, string words) =>
        page.Append($"<li><b>{Html.Text(number)}</b> <span>{Html.Text(words)}</span></li>\n");

    private static void AppendTable(StringBuilder page, PromiseRehearsal promise)
    {
        page.Append(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chance by hour\">\n<table class=\"hours\">\n<thead><tr><th scope=\"col\" class=\"n\">By hour</th><th scope=\"col\">Chance that it is kept</th>"
        );
        page.Append(promise.IsExact ? "" : "<th scope=\"col\">Interval</th>").Append("</tr></thead>\n<tbody>\n");
        foreach (var point in StressText.Thinned(promise, MostMoments))
        {
            page.Append(
                $"<tr><th scope=\"row\" class=\"n\">{StressText.Hours(point.After)}</th><td>{StressText.Chance(point.Low, point.High)}</td>"
            );
            page.Append(
                    promise.IsExact
                        ? ""
                        : $"<td>{StressText.Percent(point.LowFrom)} to {StressText.Percent(point.HighTo)}</td>"
                )
                .Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void AppendImportance(StringBuilder page, PromiseRehearsal promise)
    {
        page.Append("<h2>Who it hangs on</h2>\n");
        page.Append(
            "<p class=\"note\">Birnbaum's measure: by how much the chance falls between one who is sure to do its best and one who is sure to do its worst. Shapley's value: its part among all, which add up to 1.</p>\n"
        );
        page.Append(
            "<div class=\"bars\">\n<span class=\"h\">Player</span><span class=\"h\">Birnbaum</span><span class=\"h\">Shapley</span>\n"
        );
        foreach (var importance in promise.Importances)
        {
            page.Append($"<span class=\"who\">{Html.Text(importance.Name)}</span>");
            Meter(
                page,
                importance.BirnbaumLow,
                importance.BirnbaumHigh,
                "b1",
                importance.BirnbaumError > 0 ? $" ± {StressText.Number(importance.BirnbaumError)}" : ""
            );
            Meter(page, importance.Shapley, importance.Shapley, "b2", "");
            page.Append('\n');
        }
        page.Append($"</div>\n<p class=\"note\">{Html.Text(Sentence(promise.ImportanceMethod))}</p>\n");
    }

    private static void Meter(StringBuilder page, double low, double high, string bar, string error)
    {
        var (from, to) = (Math.Clamp(low, 0, 1) * 100, Math.Clamp(high, 0, 1) * 100);
        page.Append(
            $"<span class=\"meter\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"mt\" width=\"100\" height=\"10\"/><rect class=\"{bar}\" width=\"{Html.Number(from)}\" height=\"10\"/><rect class=\"rg\" x=\"{Html.Number(from)}\" width=\"{Html.Number(to - from)}\" height=\"10\"/></svg><span>{StressText.Range(low, high)}{error}</span></span>"
        );
    }

    private static void AppendCuts(StringBuilder page, PromiseRehearsal promise)
    {
        page.Append(
            "<h2>What stops it</h2>\n<p class=\"note\">Smallest sets whose worst stops the promise although all others do their best.</p>\n<ol class=\"cuts\">\n"
        );
        foreach (var cut in promise.Cuts.Take(MostCuts))
        {
            page.Append($"<li>{Html.Text(cut.Words)}</li>\n");
        }
        page.Append("</ol>\n");
        var rest =
            promise.Cuts.Length > MostCuts
                ? $"And {(promise.Cuts.Length - MostCuts).ToString(CultureInfo.InvariantCulture)} more. "
                : "";
        var note = promise.Cuts.IsEmpty ? "None was found." : rest + Sentence(promise.CutsNote);
        if (note.Length > 0)
        {
            page.Append($"<p class=\"note\">{Html.Text(note)}</p>\n");
        }
        if (!promise.Idle.IsEmpty)
        {
            page.Append(
                $"<p class=\"note\">Makes no difference to this promise: {Html.Text(string.Join(", ", promise.Idle.Select(act => "to " + act)))}.</p>\n"
            );
        }
    }

    private static void AppendGiven(StringBuilder page, StressReport report)
    {
        page.Append("<footer>\n<h2>Taken for granted</h2>\n<ul class=\"given\">\n");
        foreach (var line in report.Given.Concat(report.Limits))
        {
            page.Append($"<li>{Html.Text(line)}</li>\n");
        }
        foreach (var source in report.Sources)
        {
            page.Append($"<li>Base rate {Html.Text(source)}</li>\n");
        }
        page.Append("</ul>\n</footer>\n");
    }

    private static string Sentence(string words) =>
        words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..] + ".";
}
