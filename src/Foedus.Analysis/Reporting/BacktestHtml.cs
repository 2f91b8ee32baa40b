using System.Text;
using Foedus.Analysis.Backtesting;
using NodaTime;

namespace Foedus.Analysis.Reporting;

/// <summary>
/// The report as one page that needs nothing else: no script, no font, no picture from elsewhere. Readable on a phone, in
/// the dark and on paper; every picture has its numbers in a table.
/// </summary>
public static class BacktestHtml
{
    public static string Page(BacktestReport report)
    {
        var covered = report.Covered.ToList();
        var page = HtmlPage.Begin($"{report.Title}: backtest");
        page.Append(
            $"""
            <header>
            <p class="kicker">Backtest of {Html.Text(report.Id)}</p>
            <h1>{Html.Text(report.Title)}</h1>
            <p class="lead">{Html.Text(Lead(covered))}</p>
            <p class="sub">{Html.Text(report.Mapping.Name)}: {Phrases.Number(
                report.History.Incidents.Length
            )} incidents counted of {Phrases.Number(report.History.Rows)} recorded, {Days.Reader(
                report.History.From
            )} to {Days.Reader(report.History.To)}.</p>
            </header>

            """
        );
        AppendFigures(page, report, covered);
        TimelineHtml.Append(page, report, covered);
        if (covered.Count > 0)
        {
            AppendSummary(page, report, covered);
            page.Append(
                "<h2>Truce by truce</h2>\n<p class=\"note\">Bars above the line are incidents a day, bars below it deaths, by the square root, each picture to its own scale. Day 0 is the day the truce begins; green are the days it held.</p>\n"
            );
        }
        for (var i = 0; i < covered.Count; i++)
        {
            TruceHtml.Append(page, covered[i], i + 1, report);
        }
        if (!report.Norms.IsEmpty)
        {
            page.Append("<h2>The agreement over the whole record</h2>\n");
            NormsHtml.Append(
                page,
                report.Norms,
                "norms",
                $"Every norm that came to bind, was performed or was breached, {Days.Reader(report.RanFrom ?? report.History.From)} to {Days.Reader(report.History.To)}"
            );
            AppendVerdicts(page, report);
        }
        AppendNotCovered(page, report);
        AppendMethod(page, report);
        return page.Append(HtmlPage.End).ToString();
    }

    private static string Lead(List<TruceRecord> covered)
    {
        if (covered.Count == 0)
        {
            return "The history covers none of the truces.";
        }
        var broken = covered.Count(record => record.FirstBreach is not null);
        var atOnce = covered.Count(record => record.FirstBreach is { DayIsExact: true } && record.HeldDays == 0);
        var longest = covered.MaxBy(record => record.HeldDays) ?? covered[0];
        var all = broken == covered.Count ? "all of them" : $"{Phrases.Spelled(broken).ToLowerInvariant()} of them";
        return $"{Phrases.Spelled(covered.Count)} {(covered.Count == 1 ? "truce" : "truces")} began within the record. It shows {(covered.Count == 1 && broken == 1 ? "it" : all)} broken, {Phrases.Spelled(atOnce).ToLowerInvariant()} on the very first day. "
            + $"The longest first silence was {Phrases.Count(longest.HeldDays, "day", "days")} ({longest.Truce.Name}).";
    }

    private static void AppendFigures(StringBuilder page, BacktestReport report, List<TruceRecord> covered)
    {
        if (covered.Count == 0)
        {
            return;
        }
        var held = covered.Select(record => record.HeldDays).Order().ToList();
        var median = (held[(held.Count - 1) / 2] + held[held.Count / 2]) / 2.0;
        var quiet = covered.MaxBy(record => record.LongestQuiet.Days) ?? covered[0];
        var missed = covered.SelectMany(record => record.Norms).Sum(norm => norm.Missed);
        page.Append("<ul class=\"figures\">\n");
        Figure(page, Phrases.Number(covered.Count), covered.Count == 1 ? "truce covered" : "truces covered");
        Figure(page, Html.Number(median), "days held, median, before the first recorded breach");
        Figure(
            page,
            Phrases.Number(quiet.LongestQuiet.Days),
            $"days: the longest silence within a truce, from {Days.Reader(quiet.LongestQuiet.From)} ({quiet.Truce.Name})"
        );
        Figure(
            page,
            Phrases.Number(covered.Sum(record => record.Whole.Deaths)),
            $"deaths in {Phrases.Number(covered.Sum(record => record.Whole.Incidents))} incidents while a truce was declared"
        );
        if (report.RanFrom is not null)
        {
            Figure(page, Phrases.Number(missed), "breaches of duties, as the agreement's text counts them");
        }
        page.Append("</ul>\n");
    }

    private static void Figure(StringBuilder page, string number, string words) =>
        page.Append($"<li><b>{number}</b> <span>{Html.Text(words)}</span></li>\n");

    private static void AppendSummary(StringBuilder page, BacktestReport report, List<TruceRecord> covered)
    {
        page.Append(
            "<h2>At a glance</h2>\n<p class=\"label\" id=\"glance\">Incidents and, after the stroke, deaths by day. A dash lies beyond the end of the truce; * marks a span that the end cuts short.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"glance\">\n<table class=\"glance\" aria-labelledby=\"glance\">\n"
        );
        page.Append(
            "<thead><tr><th scope=\"col\"></th><th scope=\"col\">Truce</th><th scope=\"col\">Begins</th><th scope=\"col\">First broken</th><th scope=\"col\" class=\"n\">Held</th>"
        );
        foreach (var window in DayWindow.After.Prepend(DayWindow.Before))
        {
            page.Append($"<th scope=\"col\" class=\"n\">{window.Name}</th>");
        }
        page.Append(report.RanFrom is null ? "" : "<th scope=\"col\" class=\"n\">Duties missed</th>")
            .Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < covered.Count; i++)
        {
            var record = covered[i];
            page.Append(
                $"<tr><td><span class=\"tag\">{i + 1}</span></td><th scope=\"row\"><a href=\"#truce-{i + 1}\">{Html.Text(record.Truce.Name)}</a></th><td class=\"d\">{Days.Reader(record.Start)}</td>"
            );
            page.Append(
                $"<td class=\"d\">{(record.FirstBreach is { } breach ? Html.Text(Phrases.Day(breach)) : "not recorded")}</td><td class=\"n\"><b>{Phrases.Held(record)}</b> d</td>"
            );
            foreach (var window in record.After.Prepend(record.Before))
            {
                page.Append($"<td class=\"n\">{Phrases.Slash(window)}</td>");
            }
            page.Append(
                    report.RanFrom is null
                        ? ""
                        : $"<td class=\"n\">{(record.LastDay < report.RanFrom ? Phrases.Nothing : Phrases.Number(record.Norms.Sum(norm => norm.Missed)))}</td>"
                )
                .Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void AppendNotCovered(StringBuilder page, BacktestReport report)
    {
        if (!report.NotCovered.Any())
        {
            return;
        }
        page.Append(
            "<h2>Not covered</h2>\n<p class=\"label\" id=\"outside\">Truces that the history cannot speak about. What the sources leave unclear is shown as unclear.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"outside\">\n<table class=\"outside\" aria-labelledby=\"outside\">\n"
        );
        page.Append(
            "<thead><tr><th scope=\"col\">Truce</th><th scope=\"col\">Starts</th><th scope=\"col\">Ends</th><th scope=\"col\">Scope</th><th scope=\"col\">Why not</th><th scope=\"col\">Certainty</th></tr></thead>\n<tbody>\n"
        );
        foreach (var record in report.NotCovered)
        {
            var truce = record.Truce;
            page.Append(
                $"<tr><th scope=\"row\">{Html.Text(truce.Name)}</th><td class=\"d\">{Moment(truce.Start, truce.StartUnclear, Phrases.Nothing)}</td><td class=\"d\">{Moment(truce.End, truce.EndUnclear, "open")}</td>"
            );
            page.Append(
                $"<td>{Html.Text(truce.Scope)}</td><td>{Html.Text(record.NotCovered ?? "")}</td><td>{Html.Text(truce.Certainty)}</td></tr>\n"
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void AppendVerdicts(StringBuilder page, BacktestReport report)
    {
        page.Append(
            "<p class=\"label\" id=\"verdicts\">Who owed what, by when, and what became of it (local time)</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"verdicts\">\n<table class=\"norms\" aria-labelledby=\"verdicts\">\n<thead><tr>"
        );
        foreach (var name in VerdictTable.Header)
        {
            page.Append($"<th scope=\"col\">{char.ToUpperInvariant(name[0])}{name[1..]}</th>");
        }
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in VerdictTable.Rows(report))
        {
            page.Append(
                $"<tr><th scope=\"row\">{Html.Text(row[0])}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{Html.Text(cell)}</td>"))}</tr>\n"
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Moment(LocalDate? day, string? unclear, string otherwise) =>
        unclear is not null ? $"<em>unclear: {Html.Text(unclear)}</em>"
        : day is { } date ? Days.Reader(date)
        : otherwise;

    private static void AppendMethod(StringBuilder page, BacktestReport report)
    {
        page.Append("<footer>\n<h2>How to read this</h2>\n<dl>\n");
        Term(
            page,
            "What counts",
            $"Rows where {report.Counted}. Days are days of the calendar of {report.Mapping.Zone.Id}; an incident is counted on the first day it may have happened on."
        );
        Term(
            page,
            "First broken",
            "The first day within the truce on which an incident is recorded. The record knows no hour, so an incident of day 0 may have come before the truce did. Where two days are given, the day itself is not known."
        );
        Term(
            page,
            "How long",
            "A truce with an open end is counted to the eve of the next general truce, or to the end of the history."
        );
        Term(
            page,
            "Duties",
            report.RanFrom is { } day
                ? $"The incidents were reported to the agreement's own machine, which first changed on {Days.Reader(day)}; a duty is shown under the truce in whose days it was triggered, performed or missed."
                : "The incidents were reported to the agreement's own machine. Nothing in it changed."
        );
        if (!report.Unheard.IsEmpty)
        {
            Term(page, "Without effect", string.Join(". ", report.Unheard));
        }
        Term(page, "What the record cannot say", report.Mapping.Limits);
        Term(page, "Source", report.Mapping.Attribution);
        page.Append("</dl>\n</footer>\n");
    }

    private static void Term(StringBuilder page, string name, string words) =>
        page.Append($"<dt>{Html.Text(name)}</dt><dd>{Html.Text(words)}</dd>\n");
}
