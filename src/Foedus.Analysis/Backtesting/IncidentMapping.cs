using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Which columns say what about an incident, and which rows are incidents at all.</summary>
/// <param name="Skip">Rows that are not data, such as a second header.</param>
/// <param name="Filters">Rows that count: all must hold.</param>
/// <param name="Formats">Formats of the dates, in .NET's custom notation, tried in order.</param>
/// <param name="From">First day the history covers; null: the day of its first row.</param>
/// <param name="To">Last day the history covers; null: the day of its last row.</param>
/// <param name="Exact">When the day is known exactly; null: whenever first and last day are the same.</param>
public sealed record IncidentMapping(
    char Delimiter,
    char DecimalMark,
    ImmutableArray<string> Formats,
    string Id,
    string Start,
    string? End,
    string? Deaths,
    string? Place,
    string? Latitude,
    string? Longitude,
    CellCondition? Exact,
    ImmutableArray<CellCondition> Skip,
    ImmutableArray<CellCondition> Filters,
    LocalDate? From,
    LocalDate? To
);
