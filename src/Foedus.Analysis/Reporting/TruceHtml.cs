using System.Text;
using Foedus.Analysis.Backtesting;
using NodaTime;

namespace Foedus.Analysis.Reporting;

/// <summary>One truce: what was declared, its days as a picture, its spans as a table, and what the agreement makes of them.</summary>
internal static class TruceHtml
{
    private const int FirstDay = -14;

    private const int LastDay = 59;

    /// <summary>Height of the half above the line, and of the half below it.</summary>
    private const double Up = 90;

    private const double Down = 60;

    public static void Append(StringBuilder page, TruceRecord record, int number, BacktestReport report)
    {
        var truce = record.Truce;
        page.Append(
            $"<article id=\"truce-{number}\">\n<h3><span class=\"tag\">{number}</span> {Html.Text(truce.Name)}</h3>\n"
        );
        page.Append($"<p class=\"verdict\">{Html.Text(Phrases.Broken(record))}</p>\n<div class=\"pair\">\n");
        AppendPicture(page, record);
        page.Append("<div>\n<dl class=\"facts\">\n");
        Fact(page, "Declared by", truce.DeclaredBy);
        Fact(page, "Scope", truce.Scope);
        Fact(page, "From", Phrases.Start(record));
        Fact(
            page,
            "Counted to",
            $"{Days.Reader(record.LastDay)}, {Phrases.Until(record)}{(truce.EndUnclear is { } unclear ? $"; end unclear: {unclear}" : "")}"
        );
        Fact(
            page,
            "Quiet days",
            $"{Phrases.Number(record.QuietDays)} of {Phrases.Number(record.Length)}; longest run {Phrases.Count(record.LongestQuiet.Days, "day", "days")}{(record.LongestQuiet.Days > 0 ? $" from {Days.Reader(record.LongestQuiet.From)}" : "")}"
        );
        Fact(
            page,
            "Certainty",
            truce.Certainty.Length > 0 && truce.Source.Length > 0
                ? $"{truce.Certainty} ({truce.Source})"
                : truce.Certainty + truce.Source
        );
        page.Append("</dl>\n</div>\n</div>\n");
        AppendWindows(page, record, number);
        AppendNorms(page, record, number, report);
        page.Append("</article>\n");
    }

    private static void Fact(StringBuilder page, string name, string words)
    {
        if (words.Length > 0)
        {
            page.Append($"<dt>{name}</dt><dd>{Html.Text(words)}</dd>\n");
        }
    }

    private static void AppendPicture(StringBuilder page, TruceRecord record)
    {
        var mostIncidents = Math.Max(1, record.Days.Select(day => day.Tally.Incidents).DefaultIfEmpty().Max());
        var mostDeaths = Math.Max(1, record.Days.Select(day => day.Tally.Deaths).DefaultIfEmpty().Max());
        var end = LocalDate.Min(record.Start.PlusDays(LastDay), record.LastDay);
        page.Append("<figure>\n<div class=\"plot\">");
        page.Append(
            $"<span class=\"peak\">{Phrases.Count(mostIncidents, "incident", "incidents")}</span><span class=\"peak low\">{Phrases.Count(mostDeaths, "death", "deaths")}</span>\n"
        );
        page.Append(
            $"<svg viewBox=\"0 0 {LastDay - FirstDay + 1} {Html.Number(Up + Down)}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Incidents and deaths a day from day {FirstDay} to day {Period.DaysBetween(record.Start, end)}. {Html.Text(Phrases.Broken(record))}\">"
        );
        page.Append(
            $"<rect class=\"before\" x=\"0\" y=\"0\" width=\"{-FirstDay}\" height=\"{Html.Number(Up + Down)}\"/>"
        );
        var lasted = Period.DaysBetween(record.Start, end) + 1;
        if (lasted <= LastDay)
        {
            page.Append(
                $"<rect class=\"after\" x=\"{lasted - FirstDay}\" y=\"0\" width=\"{LastDay - lasted + 1}\" height=\"{Html.Number(Up + Down)}\"><title>After the end of the truce</title></rect>"
            );
        }
        if (record.HeldDays > 0)
        {
            page.Append(
                $"<rect class=\"held\" x=\"{-FirstDay}\" y=\"0\" width=\"{Math.Min(record.HeldDays, LastDay + 1)}\" height=\"{Html.Number(Up + Down)}\"/>"
            );
        }
        foreach (var day in record.Days.Where(day => day.Tally.Incidents > 0))
        {
            AppendDay(page, day, mostIncidents, mostDeaths);
        }
        page.Append(
            $"<line class=\"axis\" x1=\"0\" x2=\"{LastDay - FirstDay + 1}\" y1=\"{Html.Number(Up)}\" y2=\"{Html.Number(Up)}\"/>"
        );
        page.Append(
            $"<line class=\"begin\" x1=\"{-FirstDay}\" x2=\"{-FirstDay}\" y1=\"0\" y2=\"{Html.Number(Up + Down)}\"/></svg>\n</div>\n<div class=\"days\" aria-hidden=\"true\">"
        );
        foreach (
            var (day, words) in (ReadOnlySpan<(int, string)>)
                [(FirstDay, "−14"), (0, $"0 · {Days.Reader(record.Start)}"), (30, "30"), (LastDay, "59")]
        )
        {
            page.Append(
                $"<span style=\"left:{Html.Number(100.0 * (day - FirstDay + (day == 0 ? 0 : 0.5)) / (LastDay - FirstDay + 1))}%\"{(day == LastDay ? " class=\"last\"" : day == FirstDay ? " class=\"first\"" : "")}>{words}</span>"
            );
        }
        page.Append("</div>\n</figure>\n");
    }

    private static void AppendDay(StringBuilder page, DayTally day, int mostIncidents, int mostDeaths)
    {
        var up = (Up - 4) * Math.Sqrt((double)day.Tally.Incidents / mostIncidents);
        var down = (Down - 4) * Math.Sqrt((double)day.Tally.Deaths / mostDeaths);
        var x = Html.Number(day.Day - FirstDay + 0.12);
        var before = day.Day < 0 ? " past" : "";
        page.Append($"<g><title>Day {day.Day}, {Days.Reader(day.Date)}: {Phrases.Words(day.Tally)}</title>");
        page.Append(
            $"<rect class=\"bar{before}\" x=\"{x}\" y=\"{Html.Number(Up - up)}\" width=\"0.76\" height=\"{Html.Number(up)}\"/>"
        );
        if (down > 0)
        {
            page.Append(
                $"<rect class=\"dead{before}\" x=\"{x}\" y=\"{Html.Number(Up)}\" width=\"0.76\" height=\"{Html.Number(down)}\"/>"
            );
        }
        page.Append("</g>");
    }

    private static void AppendWindows(StringBuilder page, TruceRecord record, int number)
    {
        WindowTally[] windows = [record.Before, .. record.After];
        page.Append(
            $"<table class=\"windows\">\n<caption>{Html.Text(record.Truce.Name)}: counts by days from its beginning</caption>\n<thead><tr><th scope=\"col\">Days</th>"
        );
        foreach (var window in windows)
        {
            page.Append($"<th scope=\"col\" class=\"n\">{window.Window.Name}</th>");
        }
        page.Append("</tr></thead>\n<tbody>\n");
        Row("Incidents", tally => Phrases.Number(tally.Incidents));
        Row("Deaths", tally => Phrases.Number(tally.Deaths));
        page.Append("<tr><th scope=\"row\">Incidents a day</th>");
        foreach (var window in windows)
        {
            page.Append(
                $"<td class=\"n\">{(window.Tally is { } tally ? Html.Number(Math.Round((double)tally.Incidents / window.DaysCounted, 1)) : Phrases.Nothing)}</td>"
            );
        }
        page.Append("</tr>\n</tbody>\n</table>\n");

        void Row(string name, Func<Tally, string> cell)
        {
            page.Append($"<tr><th scope=\"row\">{name}</th>");
            foreach (var window in windows)
            {
                page.Append(
                    $"<td class=\"n\">{(window.Tally is { } tally ? cell(tally) : Phrases.Nothing)}{(window.IsPartial ? "<abbr title=\"cut short by the end of the truce or of the history\">*</abbr>" : "")}</td>"
                );
            }
            page.Append("</tr>\n");
        }
    }

    private static void AppendNorms(StringBuilder page, TruceRecord record, int number, BacktestReport report)
    {
        if (record.Norms.IsEmpty)
        {
            var why =
                report.RanFrom is { } day && record.LastDay < day
                    ? $"the agreement binds nobody before {Days.Reader(day)}."
                    : "no duty was triggered.";
            page.Append($"<p class=\"note\">In these days {why}</p>\n");
            return;
        }
        NormsHtml.Append(page, record.Norms, $"norms-{number}", "What the agreement makes of these days");
    }
}
