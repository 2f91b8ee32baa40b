using System.Collections.Immutable;
using Foedus.Analysis.Backtesting;
using NodaTime;

namespace Foedus.Analysis.Reporting;

/// <summary>An agreement held against a history: all that the three forms of the report are written from.</summary>
/// <param name="Readings">Named readers of the text, in its order; empty where there is one reading only.</param>
/// <param name="RanFrom">The first day on which anything in the agreement changed: its entry into force, as a rule. Null: nothing ever did.</param>
public sealed record BacktestReport(
    string Id,
    string Title,
    HistoryMapping Mapping,
    History History,
    ImmutableArray<TruceRecord> Truces,
    ImmutableArray<string> Readings,
    LocalDate? RanFrom
)
{
    public IEnumerable<TruceRecord> Covered => Truces.Where(record => record.NotCovered is null);

    public IEnumerable<TruceRecord> NotCovered => Truces.Where(record => record.NotCovered is not null);

    /// <summary>What counted, as a phrase.</summary>
    public string Counted =>
        Mapping.Incidents.Filters.IsEmpty ? "every row" : string.Join(", ", Mapping.Incidents.Filters.Select(filter => filter.Words));
}
