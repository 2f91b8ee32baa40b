using System.Globalization;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;
using Foedus.Language.Time;

namespace Foedus.Language.Parsing;

/// <content>Numbers, periods, dates and instants.</content>
internal sealed partial class SentenceParser
{
    private const long Day = 86_400_000;

    private static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    private static readonly string[] Cardinals =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];

    private static readonly string[] Ordinals =
    [
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ];

    private static readonly string[] Tens =
    [
        "",
        "",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

    /// <summary>"thirteenth" to "nineteenth", "twentieth", "thirtieth" … "hundredth".</summary>
    private static int HigherOrdinal(string text) =>
        text == "hundredth" ? 100
        : text.EndsWith("teenth", StringComparison.Ordinal) ? Math.Max(0, Array.IndexOf(Cardinals, text[..^2]))
        : text.EndsWith("tieth", StringComparison.Ordinal)
            ? Math.Max(0, Array.IndexOf(Tens, string.Concat(text.AsSpan(0, text.Length - 4), "y"))) * 10
        : 0;

    private bool SeesNumber(int index) => TryNumber(index, out _);

    private bool TryNumber(int index, out decimal value)
    {
        value = 0;
        if (index >= last)
        {
            return false;
        }
        var text = tokens[index].Text;
        if (tokens[index].Kind == TokenKind.Number)
        {
            return decimal.TryParse(
                text.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out value
            );
        }
        if (tokens[index].Kind != TokenKind.Word)
        {
            return false;
        }
        var cardinal = Array.IndexOf(Cardinals, index == first ? text.ToLowerInvariant() : text);
        if (cardinal >= 0)
        {
            value = cardinal;
            return true;
        }
        value = text switch
        {
            "thirty" => 30,
            "forty" => 40,
            "fifty" => 50,
            "sixty" => 60,
            "hundred" => 100,
            _ => 0,
        };
        return value > 0;
    }

    private decimal ExpectNumber()
    {
        if (TryNumber(at, out var value))
        {
            at++;
            return value;
        }
        FailExpected("a number");
        return 0;
    }

    private int ExpectCount()
    {
        var mark = at;
        var value = ExpectNumber();
        if (failed)
        {
            return 0;
        }
        if (value != Math.Truncate(value) || value < 0 || value > 1_000_000)
        {
            Fail(Rules.NotACount, mark, at, WordsOf(mark, at));
            return 0;
        }
        return (int)value;
    }

    /// <summary>first, second … or 2nd; 0 if none stands at the index.</summary>
    private int OrdinalAt(int index)
    {
        var text = Text(index);
        var known = text.Length == 0 ? -1 : Array.IndexOf(Ordinals, text);
        if (known > 0)
        {
            return known;
        }
        if (
            text.Length > 5
            && text.EndsWith("th", StringComparison.Ordinal)
            && HigherOrdinal(text) is > 0 and var higher
        )
        {
            return higher;
        }
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0 && Array.IndexOf(Tens, text[..dash]) is > 0 and var tens)
        {
            return Array.IndexOf(Ordinals, text[(dash + 1)..]) is > 0 and < 10 and var one ? (tens * 10) + one : 0;
        }
        return
            text.Length is > 2 and < 6
            && text[^2..] is "st" or "nd" or "rd" or "th"
            && int.TryParse(text[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }

    private bool SeesPeriod(int index) =>
        SeesNumber(index) && IsUnitOfTime(Text(index + (SeesNumberAgain(index + 1) ? 4 : 1)));

    /// <summary>Behind "thirty": "(30)".</summary>
    private bool SeesNumberAgain(int index) => Text(index) == "(" && SeesNumber(index + 1) && Text(index + 2) == ")";

    private static bool IsUnitOfTime(string word) =>
        word
            is "second"
                or "seconds"
                or "minute"
                or "minutes"
                or "hour"
                or "hours"
                or "day"
                or "days"
                or "week"
                or "weeks"
                or "month"
                or "months"
                or "year"
                or "years";

    private Period ExpectPeriod()
    {
        var mark = at;
        var period = default(Period);
        do
        {
            var start = at;
            var count = ExpectCount();
            if (SeesNumberAgain(at))
            {
                if (TryNumber(at + 1, out var again) && again != count)
                {
                    Fail(
                        Rules.Expected,
                        start,
                        at + 3,
                        "one number, and the same one in parentheses,",
                        PhraseAt(start)
                    );
                }
                at += 3;
            }
            var unit = Text(at);
            if (failed)
            {
                return default;
            }
            if (!IsUnitOfTime(unit))
            {
                if (unit is "working" or "business" or "banking")
                {
                    Fail(Rules.WorkingDays, start, Math.Min(at + 2, last), WordsOf(start, Math.Min(at + 2, last)));
                }
                FailExpected("a unit of time (hours, days, months, years)");
                return default;
            }
            at++;
            period = Longer(period, count, unit);
            if (
                period.Years > 1000
                || period.Months > 12_000
                || period.Days > 366_000
                || period.Milliseconds > 366_000L * Day
            )
            {
                Fail(Rules.PeriodTooLong, start, at, WordsOf(start, at));
                return default;
            }
        } while (Text(at) == "and" && SeesPeriod(at + 1) && Accept("and"));
        if (period == default)
        {
            Fail(Rules.EmptyPeriod, mark, at, WordsOf(mark, at));
        }
        return period;
    }

    private static Period Longer(Period period, int count, string unit) =>
        unit.TrimEnd('s') switch
        {
            "second" => period with { Milliseconds = period.Milliseconds + (count * 1000L) },
            "minute" => period with { Milliseconds = period.Milliseconds + (count * 60_000L) },
            "hour" => period with { Milliseconds = period.Milliseconds + (count * 3_600_000L) },
            "day" => period with { Days = period.Days + count },
            "week" => period with { Days = period.Days + (count * 7) },
            "month" => period with { Months = period.Months + count },
            _ => period with { Years = period.Years + count },
        };

    /// <summary>What stands behind "every": "3 months", or "month" alone for one.</summary>
    private bool SeesRhythm(int index) => SeesNumber(index) || IsUnitOfTime(Text(index));

    private Period ExpectRhythm()
    {
        if (!IsUnitOfTime(Text(at)))
        {
            return ExpectPeriod();
        }
        at++;
        return Longer(default, 1, Text(at - 1));
    }

    private bool SeesTime() => SeesTimeAt(at);

    private bool SeesTimeAt(int index) =>
        index < last
        && (
            tokens[index].Kind == TokenKind.Instant
            || (tokens[index].Kind == TokenKind.Number && Array.IndexOf(Months, Text(index + 1)) >= 0)
        );

    /// <summary>An instant, or a day: its first moment, or its last millisecond where it is an end.</summary>
    private long ExpectTime(bool isEnd)
    {
        var mark = at;
        if (AtEnd || !SeesTime())
        {
            FailExpected("a date or a time (1 February 2026, 2026-02-01T18:00Z)");
            return 0;
        }
        var value = tokens[at].Kind == TokenKind.Instant ? ReadIso(isEnd) : ReadWrittenDate(isEnd);
        Close(mark, SyntaxKind.Time);
        return value;
    }

    private long ReadWrittenDate(bool isEnd)
    {
        var mark = at;
        var month = Array.IndexOf(Months, Text(at + 1)) + 1;
        if (
            !int.TryParse(Text(at), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || !int.TryParse(Text(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !IsDay(year, month, day)
        )
        {
            Fail(Rules.NoSuchTime, mark, Math.Min(at + 3, last), WordsOf(mark, Math.Min(at + 3, last)));
            return 0;
        }
        at += 3;
        return Zoned(mark, year, month, day, isEnd);
    }

    private long Zoned(int mark, int year, int month, int day, bool isEnd)
    {
        var local = DaysFromCivil(year, month, day) * Day;
        if (Accept("at"))
        {
            var clock = Text(at);
            if (AtEnd || tokens[at].Kind != TokenKind.Clock || !TryClock(clock, out var ofDay))
            {
                Fail(Rules.NoSuchTime, at, at + 1, clock);
                return 0;
            }
            at++;
            return ToInstant(mark, local + ofDay);
        }
        return isEnd ? ToInstant(mark, local + Day) - 1 : ToInstant(mark, local);
    }

    private static bool TryClock(string text, out long milliseconds)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        milliseconds = 0;
        if (
            !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || minute > 59
            || hour > 24
            || (hour == 24 && minute > 0)
        )
        {
            return false;
        }
        milliseconds = (hour * 3_600_000L) + (minute * 60_000L);
        return true;
    }

    private long ReadIso(bool isEnd)
    {
        var mark = at;
        var text = tokens[at].Text;
        at++;
        if (!IsoTime.TryRead(text, out var time))
        {
            Fail(Rules.NoSuchTime, mark, at, text);
            return 0;
        }
        if (time.Year is < 1900 or > 2199)
        {
            Fail(Rules.YearOutOfRange, mark, at, text);
            return 0;
        }
        var local = (DaysFromCivil(time.Year, time.Month, time.Day) * Day) + time.OfDay;
        return time.Offset is { } offset ? local - offset
            : time.HasClock ? ToInstant(mark, local)
            : Zoned(mark, time.Year, time.Month, time.Day, isEnd);
    }

    private long ToInstant(int mark, long local)
    {
        var instant = Zones.ToInstant(scope.Settings.TimeZone, local, out var isExact);
        if (!isExact)
        {
            Warn(Rules.AmbiguousLocalTime, mark, at, WordsOf(mark, at), scope.Settings.TimeZone);
        }
        return instant;
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static long DaysFromCivil(int year, int month, int day) =>
        (new DateTime(year, month, day) - DateTime.UnixEpoch).Days;
}
