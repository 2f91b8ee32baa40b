using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>One recorded event that counts.</summary>
/// <param name="Day">The day it is counted on: the first it may have happened on, in the local calendar.</param>
/// <param name="LastDay">The last day it may have happened on.</param>
/// <param name="DayIsExact">Whether it is known to have happened on <paramref name="Day"/>.</param>
public sealed record Incident(
    string Id,
    LocalDate Day,
    LocalDate LastDay,
    bool DayIsExact,
    int Deaths,
    string Place,
    double? Latitude,
    double? Longitude,
    CsvRow Row
);
