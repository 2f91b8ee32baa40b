using System.Text;
using Foedus.Analysis.Backtesting;
using NodaTime;

namespace Foedus.Analysis.Reporting;

/// <summary>
/// The whole history, a strip a year and a bar a week, with the truces marked. The strips stretch with the page; names and
/// numbers are text beside them, so that they stay legible on a phone.
/// </summary>
internal static class TimelineHtml
{
    private const double Height = 56;

    private const int DaysOfStrip = 366;

    /// <summary>Two marks nearer than this share of a strip would overlap on a phone.</summary>
    private const double NearestMarks = 8.5;

    public static void Append(StringBuilder page, BacktestReport report, List<TruceRecord> covered)
    {
        var history = report.History;
        var peak = 1;
        for (var day = FirstOfYear(history.From.Year); day <= history.To; day = day.PlusDays(7))
        {
            peak = Math.Max(peak, history.Between(day, day.PlusDays(6)).Length);
        }

        page.Append("<h2>The record, week by week</h2>\n");
        page.Append(
            $"<p class=\"note\">One bar a week, as high as the square root of its incidents, so that quiet years stay visible; the highest is {Phrases.Count(peak, "incident", "incidents")}. Numbers mark the beginning of a truce.</p>\n<div class=\"years\">\n"
        );
        for (var year = history.From.Year; year <= history.To.Year; year++)
        {
            AppendYear(page, history, covered, year, peak);
        }
        page.Append(
            "<div class=\"months\" aria-hidden=\"true\"><span></span><ol><li>Jan<li>Feb<li>Mar<li>Apr<li>May<li>Jun<li>Jul<li>Aug<li>Sep<li>Oct<li>Nov<li>Dec</ol><span></span></div>\n</div>\n"
        );
    }

    private static void AppendYear(StringBuilder page, History history, List<TruceRecord> covered, int year, int peak)
    {
        var first = FirstOfYear(year);
        var last = new LocalDate(year, 12, 31);
        var whole = Tally.Of(history.Between(first, last));
        var truces = covered.Where(record => record.Start.Year == year).ToList();
        var described =
            truces.Count == 0
                ? "No truce began."
                : $"Truces began on {string.Join(", ", truces.Select(record => $"{Days.Reader(record.Start)} ({record.Truce.Name})"))}.";

        page.Append($"<div class=\"year\"><h3>{year}</h3>\n<div class=\"strip\">\n<div class=\"marks\">");
        var previous = double.NegativeInfinity;
        var raised = false;
        foreach (var record in truces)
        {
            var left = Share(first, record.Start);
            raised = left - previous < NearestMarks && !raised;
            previous = left;
            page.Append(
                $"<a class=\"tag{(raised ? " up" : "")}\" style=\"left:{Html.Number(left)}%\" href=\"#truce-{covered.IndexOf(record) + 1}\" title=\"{Html.Text(record.Truce.Name)}\">{covered.IndexOf(record) + 1}</a>"
            );
        }
        page.Append(
            $"</div>\n<svg viewBox=\"0 0 {DaysOfStrip} {Html.Number(Height)}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{year}: {Phrases.Words(whole)}. {Html.Text(described)}\">"
        );
        foreach (var record in covered)
        {
            AppendHeld(page, record, first, last);
        }
        for (var day = first; day <= last; day = day.PlusDays(7))
        {
            var week = history.Between(day, LocalDate.Min(day.PlusDays(6), last));
            if (!week.IsEmpty)
            {
                var high = (Height - 2) * Math.Sqrt((double)week.Length / peak);
                page.Append(
                    $"<rect class=\"bar\" x=\"{Period.DaysBetween(first, day)}\" y=\"{Html.Number(Height - high)}\" width=\"{Math.Min(6, DaysOfStrip - Period.DaysBetween(first, day))}\" height=\"{Html.Number(high)}\"><title>Week of {Days.Reader(day)}: {Phrases.Words(Tally.Of(week))}</title></rect>"
                );
            }
        }
        foreach (var record in truces)
        {
            var x = Period.DaysBetween(first, record.Start);
            page.Append($"<line class=\"begin\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{Html.Number(Height)}\"/>");
        }
        page.Append(
            $"</svg>\n</div>\n<p><b>{Phrases.Number(whole.Incidents)}</b> incidents<span>, </span><b>{Phrases.Number(whole.Deaths)}</b> deaths</p></div>\n"
        );
    }

    /// <summary>Shades the days a truce held, from its beginning to its first breach, in so far as they fall in the year.</summary>
    private static void AppendHeld(StringBuilder page, TruceRecord record, LocalDate first, LocalDate last)
    {
        var from = LocalDate.Max(record.Start, first);
        var to = LocalDate.Min(record.Start.PlusDays(record.HeldDays - 1), last);
        if (to >= from)
        {
            page.Append(
                $"<rect class=\"held\" x=\"{Period.DaysBetween(first, from)}\" y=\"0\" width=\"{Period.DaysBetween(from, to) + 1}\" height=\"{Html.Number(Height)}\"><title>{Html.Text(record.Truce.Name)} held {Phrases.Count(record.HeldDays, "day", "days")}</title></rect>"
            );
        }
    }

    private static LocalDate FirstOfYear(int year) => new(year, 1, 1);

    private static double Share(LocalDate first, LocalDate day) => 100.0 * Period.DaysBetween(first, day) / DaysOfStrip;
}
