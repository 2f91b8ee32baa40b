using Foedus.Language.Core;
using Foedus.Norms.Time;

namespace Foedus.Norms.Tests.Time;

/// <summary>Calendar arithmetic against two oracles that share no code with it: the runtime's own months, and the European rule for summer time.</summary>
public sealed class TreatyCalendarTests
{
    private const long Hour = 3_600_000;

    private static readonly TreatyCalendar Utc = new("UTC");
    private static readonly TreatyCalendar Kyiv = new("Europe/Kyiv");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(48)]
    public void Months_are_calendar_months_from_every_day_of_forty_years(int months)
    {
        var period = new Period(0, months, 0, 0);
        for (var day = new DateTime(1990, 1, 1, 12, 34, 56, DateTimeKind.Utc); day.Year < 2030; day = day.AddDays(1))
        {
            Assert.Equal(MillisecondsOf(day.AddMonths(months)), Utc.Add(MillisecondsOf(day), period));
        }
    }

    [Theory]
    [InlineData("1900-02-28", 4 * 12, "1904-02-28")]
    [InlineData("1904-02-29", 12, "1905-02-28")]
    [InlineData("1996-02-29", 4 * 12, "2000-02-29")]
    [InlineData("2028-02-29", 12, "2029-02-28")]
    [InlineData("2096-02-29", 4 * 12, "2100-02-28")]
    [InlineData("2027-08-31", 6, "2028-02-29")]
    [InlineData("2026-12-31", 2, "2027-02-28")]
    public void The_day_of_the_month_clamps_to_a_shorter_month(string from, int months, string to) =>
        Assert.Equal(MillisecondsOf(DateOf(to)), Utc.Add(MillisecondsOf(DateOf(from)), new Period(0, months, 0, 0)));

    [Fact]
    public void A_year_in_Kyiv_goes_by_the_date_in_Kyiv()
    {
        // 23:30 in London is already 29 February in Kyiv, so a year later it is 28 February there.
        var received = MillisecondsOf(new DateTime(2028, 2, 28, 23, 30, 0, DateTimeKind.Utc));

        Assert.Equal(
            MillisecondsOf(new DateTime(2029, 2, 27, 23, 30, 0, DateTimeKind.Utc)),
            Kyiv.Add(received, new Period(1, 0, 0, 0))
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(200)]
    public void Days_keep_the_local_time_over_every_clock_change_of_a_decade(int days)
    {
        for (var year = 2020; year < 2030; year++)
        {
            foreach (var month in (int[])[3, 10])
            {
                var start =
                    MillisecondsOf(new DateTime(year, month, 15, 0, 0, 0, DateTimeKind.Utc)) - (days * 24L * Hour);
                for (var instant = start; instant < start + (20 * 24L * Hour); instant += Hour / 2)
                {
                    Assert.Equal(
                        InKyiv(LocalOf(instant) + (days * 24L * Hour)),
                        Kyiv.Add(instant, new Period(0, 0, days, 0))
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData("2026-01-31", CalendarUnit.Month, 0, "2026-01-31")]
    [InlineData("2026-01-31", CalendarUnit.Month, 1, "2026-02-28")]
    [InlineData("2028-01-31", CalendarUnit.Month, 1, "2028-02-29")]
    [InlineData("2026-12-01", CalendarUnit.Month, 2, "2027-02-28")]
    [InlineData("2026-05-05", CalendarUnit.Quarter, 0, "2026-06-30")]
    [InlineData("2026-11-05", CalendarUnit.Quarter, 1, "2027-03-31")]
    [InlineData("2026-05-05", CalendarUnit.Year, 0, "2026-12-31")]
    [InlineData("2026-11-22", CalendarUnit.Week, 0, "2026-11-22")]
    [InlineData("2026-11-23", CalendarUnit.Week, 0, "2026-11-29")]
    [InlineData("2026-11-23", CalendarUnit.Day, 3, "2026-11-26")]
    public void A_unit_ends_with_the_last_millisecond_of_its_last_day(
        string from,
        CalendarUnit unit,
        int ahead,
        string last
    )
    {
        var end = Period.ToEndOf(unit, ahead);

        Assert.Equal(MillisecondsOf(DateOf(last)) + (24 * Hour) - 1, Utc.Add(MillisecondsOf(DateOf(from)), end));
        Assert.Equal(
            InKyiv(MillisecondsOf(DateOf(last)) + (24 * Hour)) - 1,
            Kyiv.Add(InKyiv(MillisecondsOf(DateOf(from)) + (23 * Hour)), end)
        );
    }

    [Theory]
    [InlineData("2025-11-30", 3, "2026-03-01")]
    [InlineData("2026-01-31", 0, "2026-02-01")]
    [InlineData("2026-02-01", 0, "2026-03-01")]
    public void The_first_day_of_the_month_following_the_expiration_of_a_period(string from, int months, string day)
    {
        var period = new Period(0, months, 0, 0) with
        {
            Edge = new CalendarEdge(CalendarUnit.Month, 1, 0, 0, EdgeSide.Begin),
        };

        Assert.Equal(MillisecondsOf(DateOf(day)), Utc.Add(MillisecondsOf(DateOf(from)) + (10 * Hour), period));
    }

    [Fact]
    public void Hours_pass_whatever_the_clocks_do()
    {
        var before = MillisecondsOf(new DateTime(2026, 3, 27, 8, 0, 0, DateTimeKind.Utc));

        Assert.Equal(before + (72 * Hour), Kyiv.Add(before, Period.OfHours(72)));
        Assert.Equal(before + (71 * Hour), Kyiv.Add(before, new Period(0, 0, 3, 0)));
        Assert.Equal(before + (71 * Hour) + 5, Kyiv.Add(before, new Period(0, 0, 3, 5)));
    }

    private static long MillisecondsOf(DateTime time) => (long)(time - DateTime.UnixEpoch).TotalMilliseconds;

    private static DateTime DateOf(string date) =>
        new(
            DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            TimeOnly.MinValue,
            DateTimeKind.Utc
        );

    /// <summary>Summer time from the last Sunday of March to the last Sunday of October, both at 01:00 UTC (Directive 2000/84/EC, which Kyiv follows).</summary>
    private static long OffsetAt(long instant)
    {
        var year = DateTime.UnixEpoch.AddMilliseconds(instant).Year;
        return instant >= LastSunday(year, 3) + Hour && instant < LastSunday(year, 10) + Hour ? 3 * Hour : 2 * Hour;
    }

    private static long LastSunday(int year, int month)
    {
        var day = new DateTime(year, month, 31, 0, 0, 0, DateTimeKind.Utc);
        return MillisecondsOf(day.AddDays(-(int)day.DayOfWeek));
    }

    private static long LocalOf(long instant) => instant + OffsetAt(instant);

    /// <summary>The first instant that shows this local time; where none does, the skipped hour later.</summary>
    private static long InKyiv(long local)
    {
        // Read as winter time, a local time of the skipped hour lands an hour into summer: the clock then shows one more.
        var summer = local - (3 * Hour);
        return OffsetAt(summer) == 3 * Hour ? summer : local - (2 * Hour);
    }
}
