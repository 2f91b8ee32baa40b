using Foedus.Language.Core;
using NodaTime;
using Period = Foedus.Language.Core.Period;

namespace Foedus.Norms.Time;

/// <summary>
/// Arithmetic of periods in the agreement's zone. Hours, minutes and seconds are elapsed time. Years and months are added
/// to the local date first and the day clamps to the month; then days, keeping the local time of day; then elapsed time. A
/// local time that a clock change skips is moved forward by the length of the gap; of one that happens twice the first is
/// taken.
/// </summary>
public sealed class TreatyCalendar
{
    private const long MillisecondsPerDay = 86_400_000;

    // The years 1 and 9000: far beyond every date of a text, and within what the calendar knows.
    private const long EarliestDated = -62_000_000_000_000;
    private const long LatestDated = 221_000_000_000_000;
    private readonly DateTimeZone? _zone;

    /// <param name="timeZone">An IANA name, for example <c>Europe/Kyiv</c>.</param>
    public TreatyCalendar(string timeZone)
    {
        // Zone data are not even loaded for an agreement in UTC.
        _zone = timeZone is "UTC" or "Etc/UTC" or "Z" ? null : DateTimeZoneProviders.Tzdb[timeZone];
    }

    /// <summary>Whether every day is as long as any other.</summary>
    public bool IsUniform => _zone is null;

    /// <summary>The instant a period after another; UTC milliseconds, at most <see cref="long.MaxValue"/>.</summary>
    public long Add(long instant, in Period period) =>
        period.Edge.Unit == CalendarUnit.None ? Moved(instant, period) : EdgeOf(Moved(instant, period), period.Edge);

    private long Moved(long instant, in Period period)
    {
        if ((period.Years | period.Months | period.Days) == 0)
        {
            return Saturated(instant, period.Milliseconds);
        }
        return Saturated(
            _zone is null ? AddInUtc(instant, period) : AddInZone(_zone, instant, period),
            period.Milliseconds
        );
    }

    /// <summary>The local date of an instant, as 2026-03-01.</summary>
    public LocalDate DateOf(long instant) =>
        Instant.FromUnixTimeMilliseconds(instant).InZone(_zone ?? DateTimeZone.Utc).Date;

    /// <summary>The place in the year, with the length of the year and, where asked for, the day of the week: equal for two instants from which the calendar goes on alike for a year.</summary>
    internal long PhaseOf(long instant, bool ofWeeks)
    {
        if (instant is < EarliestDated or > LatestDated)
        {
            return 0;
        }
        var date = DateOf(instant);
        var ofYear = instant - BeginOf(FirstOf(date, 12));
        var kind = (DateTime.IsLeapYear(date.Year) ? 1 : 0) + (ofWeeks ? 2 * (int)date.DayOfWeek : 0);
        return (ofYear << 5) + kind + 1;
    }

    private long EdgeOf(long instant, in CalendarEdge edge)
    {
        // Outside the years that texts and reports may name there is no calendar to go by.
        if (instant is < EarliestDated or > LatestDated)
        {
            return instant;
        }
        var date = DateOf(instant);
        var begin = edge.Unit switch
        {
            CalendarUnit.Day => date.PlusDays(edge.Ahead),
            CalendarUnit.Week => date.PlusDays(1 - (int)date.DayOfWeek + (7 * edge.Ahead)),
            CalendarUnit.Month => FirstOf(date, 1).PlusMonths(edge.Ahead),
            CalendarUnit.Quarter => FirstOf(date, 3).PlusMonths(3 * edge.Ahead),
            _ => FirstOf(date, 12).PlusYears(edge.Ahead),
        };
        var day = begin.PlusMonths(edge.Months).PlusDays(edge.Days);
        return edge.Side switch
        {
            EdgeSide.Begin => BeginOf(day),
            EdgeSide.EndOfDay => BeginOf(day.PlusDays(1)) - 1,
            _ => BeginOf(
                edge.Unit switch
                {
                    CalendarUnit.Day => day.PlusDays(1),
                    CalendarUnit.Week => day.PlusDays(7),
                    CalendarUnit.Month => day.PlusMonths(1),
                    CalendarUnit.Quarter => day.PlusMonths(3),
                    _ => day.PlusYears(1),
                }
            ) - 1,
        };
    }

    private static LocalDate FirstOf(LocalDate date, int months) =>
        new(date.Year, ((date.Month - 1) / months * months) + 1, 1);

    private long BeginOf(LocalDate day) =>
        (_zone ?? DateTimeZone.Utc).AtStartOfDay(day).ToInstant().ToUnixTimeMilliseconds();

    private static long Saturated(long instant, long milliseconds)
    {
        if (milliseconds > 0 && instant > long.MaxValue - milliseconds)
        {
            return long.MaxValue;
        }
        return milliseconds < 0 && instant < long.MinValue - milliseconds ? long.MinValue : instant + milliseconds;
    }

    private static long AddInZone(DateTimeZone zone, long instant, in Period period)
    {
        var local = Instant.FromUnixTimeMilliseconds(instant).InZone(zone).LocalDateTime;
        var moved = local.PlusMonths(checked((period.Years * 12) + period.Months)).PlusDays(period.Days);
        return zone.AtLeniently(moved).ToInstant().ToUnixTimeMilliseconds();
    }

    private static long AddInUtc(long instant, in Period period)
    {
        var days = Math.DivRem(instant, MillisecondsPerDay, out var time);
        if (time < 0)
        {
            time += MillisecondsPerDay;
            days--;
        }
        if ((period.Years | period.Months) != 0)
        {
            CivilDate.FromDays(days, out var year, out var month, out var day);
            var months = checked((year * 12L) + (month - 1) + (period.Years * 12L) + period.Months);
            var newYear = (int)Math.DivRem(months, 12, out var zeroBasedMonth);
            if (zeroBasedMonth < 0)
            {
                zeroBasedMonth += 12;
                newYear--;
            }
            var newMonth = (int)zeroBasedMonth + 1;
            days = CivilDate.ToDays(newYear, newMonth, Math.Min(day, CivilDate.DaysInMonth(newYear, newMonth)));
        }
        return checked(((days + period.Days) * MillisecondsPerDay) + time);
    }
}
