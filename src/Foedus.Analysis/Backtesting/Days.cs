using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Foedus.Analysis.Backtesting;

/// <summary>Calendar days as text.</summary>
public static class Days
{
    private static readonly LocalDatePattern Long = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");

    /// <summary>2015-02-15</summary>
    public static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary>15 Feb 2015</summary>
    public static string Reader(LocalDate day) => Long.Format(day);

    /// <summary>A date, or a date and time with offset, as a day of the calendar of the zone. Null for anything else.</summary>
    public static LocalDate? First(string text, DateTimeZone zone) => Read(text, zone, Duration.Zero);

    /// <summary>The last day before a date is over, or before a moment is reached: what ends at midnight does not cover the day that midnight begins.</summary>
    public static LocalDate? Last(string text, DateTimeZone zone) => Read(text, zone, Duration.Epsilon);

    /// <summary>The local time of day of a date and time with offset; null for a date alone.</summary>
    public static LocalTime? Time(string text, DateTimeZone zone) => Moment(text)?.InZone(zone).TimeOfDay;

    private static LocalDate? Read(string text, DateTimeZone zone, Duration back) =>
        LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)
            ? day
            : (Moment(text) - back)?.InZone(zone).Date;

    private static Instant? Moment(string text)
    {
        string[] formats =
        [
            "yyyy-MM-dd'T'HH:mmzzz",
            "yyyy-MM-dd'T'HH:mm:sszzz",
            "yyyy-MM-dd'T'HH:mm'Z'",
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
        ];
        return DateTimeOffset.TryParseExact(
            text,
            formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? Instant.FromDateTimeOffset(moment)
            : null;
    }
}
