using Foedus.Language.Core;

namespace Foedus.Norms.Explaining;

/// <summary>Periods in words: <c>12 months</c>, <c>1 day and 6 hours</c>, <c>the end of the next quarter</c>.</summary>
public static class PeriodWords
{
    private const long MillisecondsPerHour = 3_600_000;

    public static string Of(Period period)
    {
        var parts = new List<string>();
        Add(parts, period.Years, "year");
        Add(parts, period.Months, "month");
        Add(parts, period.Days, "day");
        Add(parts, period.Milliseconds / MillisecondsPerHour, "hour");
        Add(parts, period.Milliseconds % MillisecondsPerHour / 60_000, "minute");
        Add(parts, period.Milliseconds % 60_000 / 1000, "second");
        Add(parts, period.Milliseconds % 1000, "millisecond");
        var length = parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
        if (period.Edge.Unit != CalendarUnit.None)
        {
            return length.Length == 0 ? Edge(period.Edge) : $"{length}, then {Edge(period.Edge)}";
        }
        return parts.Count == 0 ? "no time" : length;
    }

    private static string Edge(CalendarEdge edge)
    {
        var unit = edge.Unit switch
        {
            CalendarUnit.Day => "day",
            CalendarUnit.Week => "week",
            CalendarUnit.Month => "month",
            CalendarUnit.Quarter => "quarter",
            _ => "year",
        };
        var which = edge.Ahead switch
        {
            0 => $"the {unit}",
            1 => $"the next {unit}",
            _ => $"the {unit} {edge.Ahead} {unit}s on",
        };
        if (edge.Side == EdgeSide.EndOfUnit)
        {
            return $"to the end of {which}";
        }
        var day =
            edge is { Months: 0, Days: 0 } ? "the first day"
            : edge is { Ahead: 1, Days: -1 } ? "the last day"
            : $"day {edge.Days + 1}{(edge.Months == 0 ? "" : $" of month {edge.Months + 1}")}";
        return edge is { Ahead: 1, Days: -1 }
            ? $"to {(edge.Side == EdgeSide.Begin ? "" : "the end of ")}{day} of the {unit}"
            : $"to {(edge.Side == EdgeSide.Begin ? "" : "the end of ")}{day} of {which}";
    }

    private static void Add(List<string> parts, long count, string unit)
    {
        if (count != 0)
        {
            parts.Add($"{count} {unit}{(count == 1 ? "" : "s")}");
        }
    }
}
