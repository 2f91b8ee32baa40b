using Foedus.Analysis.Backtesting;

namespace Foedus.Analysis.Reporting;

/// <summary>The report for a terminal.</summary>
public static class BacktestText
{
    public static void Write(BacktestReport report, TextWriter to)
    {
        var history = report.History;
        to.Write($"{report.Title} ({report.Id})\n");
        to.Write(
            $"against {report.Mapping.Name}: {Phrases.Number(history.Rows)} rows, {Phrases.Number(history.Incidents.Length)} counted ({report.Counted}),\n"
        );
        to.Write($"{Days.Reader(history.From)} to {Days.Reader(history.To)}, days of {report.Mapping.Zone.Id}\n\n");
        if (report.Covered.Any())
        {
            to.Write("Incidents/deaths by day; day 0 is the day a truce begins, a dash lies beyond its end.\n\n");
            WriteCounts(report, to);
        }
        WriteNorms(report, to);

        foreach (var unheard in report.Unheard)
        {
            to.Write($"  {unheard}\n");
        }
        if (report.NotCovered.Any())
        {
            to.Write("\nNot covered by the history:\n");
            foreach (var record in report.NotCovered)
            {
                var end = record.Truce.EndUnclear is { } unclear ? $"; end unclear: {unclear}" : "";
                to.Write($"  {record.Truce.Name}: {record.NotCovered}{end}\n");
            }
        }
        to.Write($"\n{report.Mapping.Limits}\nSource: {report.Mapping.Attribution}\n");
    }

    private static void WriteCounts(BacktestReport report, TextWriter to)
    {
        var table = new TextTable(
            [
                "truce",
                "begins",
                "first broken",
                "held",
                DayWindow.Before.Name,
                .. DayWindow.After.Select(window => window.Name),
                "whole",
                "quiet days",
            ],
            rightAligned: [3, 4, 5, 6, 7, 8, 9, 10, 11]
        );
        foreach (var record in report.Covered)
        {
            table.Add([
                record.Truce.Name,
                Days.Iso(record.Start),
                record.FirstBreach is { } breach
                    ? Phrases.DayInTable(breach) + (Phrases.MayPrecede(record) ? "‡" : "")
                    : "not recorded",
                $"{Phrases.Held(record)} {(record.HeldAtMost == 1 && record.HeldDays == 1 ? "day" : "days")}",
                Phrases.Slash(record.Before),
                .. record.After.Select(Phrases.Slash),
                Phrases.Slash(record.Whole),
                $"{record.QuietDays} of {record.Length}",
            ]);
        }
        table.Write(to);
        if (report.Covered.Any(record => record.Before.IsPartial || record.After.Any(window => window.IsPartial)))
        {
            to.Write("  * the truce or the history covers only a part of these days.\n");
        }
        if (report.Covered.Any(Phrases.MayPrecede))
        {
            to.Write($"  {Phrases.PrecedeNote}\n");
        }
    }

    private static void WriteNorms(BacktestReport report, TextWriter to)
    {
        to.Write(
            $"\nWhat the agreement makes of it{(report.RanFrom is { } day ? $" (it binds nobody before {Days.Reader(day)})" : "")}:\n\n"
        );
        var table = new TextTable(
            ["truce", "norm", "triggered", "in time", "missed", "repaired", "missed: whose duty"],
            rightAligned: [2, 3, 4, 5]
        );
        var spans = report
            .Covered.Select(record => (record.Truce.Name, record.Norms))
            .Append(("whole history", report.Norms));
        foreach (var (name, norms) in spans)
        {
            foreach (var norm in norms)
            {
                table.Add([
                    name,
                    Phrases.NormName(norm),
                    Phrases.Number(norm.Triggered),
                    Phrases.Number(norm.Performed),
                    Phrases.Missed(norm),
                    Phrases.Number(norm.Repaired),
                    string.Join("; ", norm.MissedBy.Select(Phrases.MissedOf)),
                ]);
            }
        }
        if (table.IsEmpty)
        {
            to.Write("  No duty was triggered.\n");
        }
        table.Write(to);
        if (report.Norms.Any(Phrases.HasJoint))
        {
            to.Write($"  {Phrases.JointNote}\n");
        }
        if (!report.Verdicts.IsEmpty)
        {
            to.Write("\nWho owed what, by when, and what became of it (local time):\n\n");
            var verdicts = new TextTable(VerdictTable.Header, []);
            foreach (var row in VerdictTable.Rows(report))
            {
                verdicts.Add(row);
            }
            verdicts.Write(to);
        }
        if (report.Norms.Any(norm => norm.Lapsed > 0))
        {
            to.Write($"  {Phrases.LapsedNote}\n");
        }
    }
}
