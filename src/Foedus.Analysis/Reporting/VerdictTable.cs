using Foedus.Analysis.Backtesting;
using Foedus.Norms.Replay;
using NodaTime.Text;

namespace Foedus.Analysis.Reporting;

/// <summary>Who owed what, by when, and how it ended, as rows of text that all forms of the report show.</summary>
internal static class VerdictTable
{
    /// <summary>A norm with more cases than this is summed up: a thousand incidents make a thousand cases.</summary>
    private const int MostCases = 12;

    public static readonly string[] Header = ["norm", "who", "binds since", "by", "what became of it"];

    public static IEnumerable<string[]> Rows(BacktestReport report)
    {
        foreach (var norm in report.Verdicts.GroupBy(verdict => (verdict.Norm, verdict.Reading)))
        {
            var verdicts = norm.ToList();
            if (verdicts.Count <= MostCases)
            {
                foreach (var verdict in verdicts)
                {
                    yield return
                    [
                        Name(verdict),
                        verdict.Bearer,
                        Days.Iso(verdict.Since),
                        Due(verdict),
                        Became(verdict),
                    ];
                }
                continue;
            }
            foreach (var bearer in verdicts.GroupBy(verdict => verdict.Bearer, StringComparer.Ordinal))
            {
                var states = bearer
                    .GroupBy(verdict => verdict.State, StringComparer.Ordinal)
                    .OrderBy(state => state.Key, StringComparer.Ordinal);
                yield return
                [
                    Name(bearer.First()),
                    bearer.Key,
                    Days.Iso(bearer.Min(verdict => verdict.Since)),
                    "",
                    $"{Phrases.Count(bearer.Count(), "case", "cases")}: {string.Join(", ", states.Select(state => $"{Phrases.Number(state.Count())} {state.Key}"))}",
                ];
            }
        }
    }

    private static string Name(NormVerdict verdict) =>
        verdict.Reading is null
            ? ProvisionReference.Of(verdict.Norm)
            : $"{ProvisionReference.Of(verdict.Norm)} as {verdict.Reading} reads it";

    private static string Due(NormVerdict verdict) =>
        verdict.Due is { } due
            ? LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Format(due)
            : "no deadline";

    private static string Became(NormVerdict verdict) =>
        verdict switch
        {
            { Breaches: > 1, FirstBreach: { } first } =>
                $"breached {Phrases.Number(verdict.Breaches)} times, first on {Days.Iso(first)}; now {verdict.State}",
            { Breaches: 1, Lapsed: true, State: "violated" } => "missed†",
            { Breaches: 1, FirstBreach: { } first } when verdict.State != "violated" =>
                $"breached on {Days.Iso(first)}, {verdict.State}",
            { Breaches: 1, FirstBreach: { } first } => $"breached on {Days.Iso(first)}",
            { State: "active" } => "still open",
            _ => verdict.State,
        };
}
