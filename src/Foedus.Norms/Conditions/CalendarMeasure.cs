using Foedus.Language.Core;
using Foedus.Norms.Time;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms.Conditions;

/// <summary>Lays the one bound of a condition, which stands for a period of days, months or years, on the agreement's calendar.</summary>
internal sealed class CalendarMeasure(TreatyCalendar calendar, Period period) : ITimeMeasure
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The bound as a formula writes it: exact if <see cref="IsElapsed"/>, else the period with months of 30 days.</summary>
    public static long BoundOf(in Period period) =>
        checked(
            ((((period.Years * 12L) + period.Months) * 30) + period.Days) * MillisecondsPerDay + period.Milliseconds
        );

    /// <summary>Whether the period is as long wherever it begins.</summary>
    public static bool IsElapsed(TreatyCalendar calendar, in Period period) =>
        (period.Years | period.Months | (int)period.Edge.Unit) == 0 && (period.Days == 0 || calendar.IsUniform);

    public static ITimeMeasure Of(TreatyCalendar calendar, in Period period) =>
        IsElapsed(calendar, period) ? ElapsedTime.Measure : new CalendarMeasure(calendar, period);

    public long After(long stamp, long bound) => calendar.Add(stamp, period);
}
