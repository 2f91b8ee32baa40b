using System.Globalization;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Events;

public sealed class EventTimeTests
{
    [Fact]
    public void Every_day_of_the_years_allowed_reads_and_prints_as_itself()
    {
        var start = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var expected = EventTime.Earliest;
        for (var day = start; day.Year < 2200; day = day.AddDays(1), expected += 86_400_000)
        {
            var text = day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Assert.True(EventTime.TryParse(text, secondsOptional: false, out var instant, out _));
            Assert.Equal(expected, instant);
            Assert.Equal(text, EventTime.Format(instant));
        }
        Assert.Equal(EventTime.Latest + 1, expected);
    }

    [Theory]
    [InlineData("2026-03-05T08:00:00.5Z", "2026-03-05T08:00:00.500Z")]
    [InlineData("2026-03-05T08:00:00.000Z", "2026-03-05T08:00:00Z")]
    [InlineData("2026-03-05T08:00:00.1239999Z", "2026-03-05T08:00:00.123Z")]
    [InlineData("2026-03-05T08:00:00-00:00", "2026-03-05T08:00:00Z")]
    [InlineData("2026-03-05T00:30:00+05:45", "2026-03-04T18:45:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z")]
    public void Offsets_and_fractions_come_out_as_UTC_milliseconds(string text, string printed)
    {
        Assert.True(EventTime.TryParse(text, secondsOptional: false, out var instant, out _));
        Assert.Equal(printed, EventTime.Format(instant));
    }

    [Theory]
    [InlineData("2026-03-05T08:00Z", TimeFault.NotRfc3339)]
    [InlineData("2026-03-05 08:00:00Z", TimeFault.NotRfc3339)]
    [InlineData("2026-3-5T08:00:00Z", TimeFault.NotRfc3339)]
    [InlineData("2026-03-05T08:00:00.Z", TimeFault.NotRfc3339)]
    [InlineData("2026-03-05T08:00:00+0200", TimeFault.NotRfc3339)]
    [InlineData("2026-03-05T08:00:00 CET", TimeFault.NotRfc3339)]
    [InlineData("٢٠٢٦-03-05T08:00:00Z", TimeFault.NotRfc3339)]
    [InlineData("2026-03-05T08:00:00", TimeFault.NoOffset)]
    [InlineData("2026-13-05T08:00:00Z", TimeFault.NoSuchTime)]
    [InlineData("2026-03-05T24:00:00Z", TimeFault.NoSuchTime)]
    [InlineData("1900-01-01T00:00:00+01:00", TimeFault.OutsideYears)]
    public void What_is_not_an_instant_is_told_apart(string text, TimeFault expected)
    {
        Assert.False(EventTime.TryParse(text, secondsOptional: false, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void A_person_may_leave_the_seconds_out()
    {
        Assert.True(EventTime.TryParse("2026-03-05T08:00Z", secondsOptional: true, out var instant, out _));
        Assert.Equal("2026-03-05T08:00:00Z", EventTime.Format(instant));
        Assert.False(EventTime.TryParse("2026-03-05T08:00", secondsOptional: true, out _, out var fault));
        Assert.Equal(TimeFault.NoOffset, fault);
    }
}
