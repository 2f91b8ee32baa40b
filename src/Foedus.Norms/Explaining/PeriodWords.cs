using Foedus.Language.Core;

namespace Foedus.Norms.Explaining;

/// <summary>Periods in words: <c>12 months</c>, <c>1 day and 6 hours</c>.</summary>
internal static class PeriodWords
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
        return parts.Count == 0 ? "no time" : string.Join(" and ", parts);
    }

    private static void Add(List<string> parts, long count, string unit)
    {
        if (count != 0)
        {
            parts.Add($"{count} {unit}{(count == 1 ? "" : "s")}");
        }
    }
}
