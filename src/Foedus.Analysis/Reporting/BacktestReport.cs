using System.Collections.Immutable;
using Foedus.Analysis.Backtesting;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;
using NodaTime;

namespace Foedus.Analysis.Reporting;

/// <summary>An agreement held against a history: all that the three forms of the report are written from.</summary>
/// <param name="Norms">What the norms did over the whole history, within truces and without.</param>
/// <param name="Verdicts">Who owed what, by when, and how it ended.</param>
/// <param name="RanFrom">The first day on which anything in the agreement changed: its entry into force, as a rule. Null: nothing ever did.</param>
/// <param name="Unheard">Reports that the agreement recorded without effect, by reason, with how many; the first of them as an example.</param>
public sealed record BacktestReport(
    string Id,
    string Title,
    HistoryMapping Mapping,
    History History,
    ImmutableArray<TruceRecord> Truces,
    ImmutableArray<NormTally> Norms,
    ImmutableArray<NormVerdict> Verdicts,
    LocalDate? RanFrom,
    ImmutableArray<string> Unheard
)
{
    public IEnumerable<TruceRecord> Covered => Truces.Where(record => record.NotCovered is null);

    public IEnumerable<TruceRecord> NotCovered => Truces.Where(record => record.NotCovered is not null);

    /// <summary>What counted, as a phrase.</summary>
    public string Counted =>
        Mapping.Incidents.Filters.IsEmpty
            ? "every row"
            : string.Join(", ", Mapping.Incidents.Filters.Select(filter => filter.Words));

    /// <summary>Counts the history and runs the agreement over it, once for each named reader of the text if it has any.</summary>
    /// <param name="alongside">Events that the history does not hold.</param>
    public static BacktestReport Make(
        Agreement agreement,
        HistoryMapping mapping,
        History history,
        ImmutableArray<Truce> truces,
        IReadOnlyList<Event> alongside
    )
    {
        var runs = (
            agreement.Readings.IsDefaultOrEmpty
                ? [(Reader: (string?)null, Core: agreement)]
                : agreement.Readings.Select(reading => (Reader: (string?)reading.Reader, Core: reading.Agreement))
        )
            .Select(reading => (reading.Reader, Machine: Machine.Create(reading.Core)))
            .Select(reading =>
                (
                    reading.Reader,
                    reading.Machine,
                    Made: AgreementReplay.Run(reading.Machine, history, mapping, alongside)
                )
            )
            .ToList();

        ImmutableArray<NormTally> Over(LocalDate from, LocalDate to) =>
            [
                .. runs.SelectMany(run =>
                    AgreementReplay.Over(from, to, run.Machine, run.Reader, run.Made.Transitions, mapping.Zone)
                ),
            ];

        var first = runs.SelectMany(run => run.Made.Transitions).Select(transition => (long?)transition.At).Min();
        return new BacktestReport(
            agreement.Id,
            agreement.Title,
            mapping,
            history,
            [
                .. Backtest
                    .Count(history, truces)
                    .Select(record =>
                        record.NotCovered is null ? record with { Norms = Over(record.Start, record.LastDay) } : record
                    ),
            ],
            Over(history.From, history.To),
            [
                .. runs.SelectMany(run =>
                    AgreementReplay.Verdicts(run.Machine, run.Reader, run.Made.Transitions, mapping.Zone)
                ),
            ],
            first is { } moment ? Instant.FromUnixTimeMilliseconds(moment).InZone(mapping.Zone).Date : null,
            [
                .. runs.Take(1)
                    .SelectMany(run => run.Made.Notices)
                    .GroupBy(notice => notice.Kind)
                    .OrderBy(group => group.Key)
                    .Select(group =>
                        $"{Phrases.Count(group.Count(), "report", "reports")} without effect; the first, {group.First().Event.Id}: {NoticeNames.Why(group.First())}"
                    ),
            ]
        );
    }
}
