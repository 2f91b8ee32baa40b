namespace Foedus.Norms.Events;

/// <summary>
/// Instants as event files and outputs write them (RFC 3339), inside UTC milliseconds since 1970. The machine's zone and
/// culture play no part.
/// </summary>
public static class EventTime
{
    /// <summary>1900-01-01T00:00:00Z: the earliest instant an event may carry.</summary>
    public const long Earliest = -2_208_988_800_000;

    /// <summary>The last millisecond of the year 2199.</summary>
    public const long Latest = 7_258_118_399_999;

    /// <summary>The longest text <see cref="Format(long, Span{byte})"/> writes.</summary>
    public const int MaximumLength = 24;

    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>
    /// Reads an instant with an offset. Digits finer than a millisecond are dropped. Returns false, and in
    /// <paramref name="fault"/> what is wrong, for anything else.
    /// </summary>
    /// <param name="secondsOptional">Whether <c>08:00Z</c> is good enough, as it is where a person types.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> text,
        bool secondsOptional,
        out long utcMilliseconds,
        out TimeFault fault
    )
    {
        utcMilliseconds = 0;
        fault = TimeFault.NotRfc3339;
        if (
            text.Length < 16
            || !TwoDigits(text, 0, out var century)
            || !TwoDigits(text, 2, out var yearOfCentury)
            || text[4] != '-'
            || !TwoDigits(text, 5, out var month)
            || text[7] != '-'
            || !TwoDigits(text, 8, out var day)
            || (text[10] | 0x20) != 't'
            || !TwoDigits(text, 11, out var hour)
            || text[13] != ':'
            || !TwoDigits(text, 14, out var minute)
        )
        {
            return false;
        }

        var at = 16;
        if (!TryReadSeconds(text, ref at, secondsOptional, out var second, out var millisecond))
        {
            return false;
        }
        if (at == text.Length)
        {
            fault = TimeFault.NoOffset;
            return false;
        }
        if (!TryReadOffset(text[at..], out var offsetMinutes))
        {
            return false;
        }

        var year = (century * 100) + yearOfCentury;
        if (
            month is < 1 or > 12
            || day < 1
            || year < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
        {
            fault = TimeFault.NoSuchTime;
            return false;
        }

        var local = DaysSince1970(year, month, day) * MillisecondsPerDay;
        local += ((((hour * 60) + minute) * 60) + second) * 1000L;
        utcMilliseconds = local + millisecond - (offsetMinutes * 60_000L);
        if (utcMilliseconds is < Earliest or > Latest)
        {
            fault = TimeFault.OutsideYears;
            return false;
        }
        fault = TimeFault.None;
        return true;
    }

    /// <summary>As the overload over bytes.</summary>
    public static bool TryParse(string text, bool secondsOptional, out long utcMilliseconds, out TimeFault fault)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length > bytes.Length || !TryAscii(text, bytes))
        {
            utcMilliseconds = 0;
            fault = TimeFault.NotRfc3339;
            return false;
        }
        return TryParse(bytes[..text.Length], secondsOptional, out utcMilliseconds, out fault);
    }

    /// <summary>Writes <c>2026-03-05T08:00:00Z</c>, with <c>.fff</c> only where it is not zero; returns the length.</summary>
    public static int Format(long utcMilliseconds, Span<byte> destination)
    {
        var days = Math.DivRem(utcMilliseconds, MillisecondsPerDay, out var rest);
        if (rest < 0)
        {
            rest += MillisecondsPerDay;
            days--;
        }
        CivilDate(days, out var year, out var month, out var day);
        var time = (int)rest;
        Put2(destination, 0, year / 100);
        Put2(destination, 2, year % 100);
        destination[4] = (byte)'-';
        Put2(destination, 5, month);
        destination[7] = (byte)'-';
        Put2(destination, 8, day);
        destination[10] = (byte)'T';
        Put2(destination, 11, time / 3_600_000);
        destination[13] = (byte)':';
        Put2(destination, 14, time / 60_000 % 60);
        destination[16] = (byte)':';
        Put2(destination, 17, time / 1000 % 60);
        var millisecond = time % 1000;
        if (millisecond == 0)
        {
            destination[19] = (byte)'Z';
            return 20;
        }
        destination[19] = (byte)'.';
        destination[20] = (byte)('0' + (millisecond / 100));
        Put2(destination, 21, millisecond % 100);
        destination[23] = (byte)'Z';
        return 24;
    }

    /// <summary>As the overload over bytes.</summary>
    public static string Format(long utcMilliseconds)
    {
        Span<byte> bytes = stackalloc byte[MaximumLength];
        var length = Format(utcMilliseconds, bytes);
        return string.Create(length, bytes[..length], static (characters, source) => Widen(source, characters));
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<char> characters)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)source[i];
        }
    }

    private static bool TryAscii(string text, Span<byte> bytes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7e)
            {
                return false;
            }
            bytes[i] = (byte)text[i];
        }
        return true;
    }

    private static bool TryReadSeconds(
        ReadOnlySpan<byte> text,
        ref int at,
        bool secondsOptional,
        out int second,
        out int millisecond
    )
    {
        second = 0;
        millisecond = 0;
        if (at == text.Length || text[at] != ':')
        {
            return secondsOptional;
        }
        if (!TwoDigits(text, at + 1, out second))
        {
            return false;
        }
        at += 3;
        if (at == text.Length || text[at] != '.')
        {
            return true;
        }

        var start = ++at;
        for (; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
        {
            if (at - start < 3)
            {
                millisecond = (millisecond * 10) + text[at] - '0';
            }
        }
        for (var missing = at - start; missing < 3; missing++)
        {
            millisecond *= 10;
        }
        return at > start;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }
        if (
            text.Length != 6
            || text[0] is not ((byte)'+' or (byte)'-')
            || text[3] != ':'
            || !TwoDigits(text, 1, out var hours)
            || !TwoDigits(text, 4, out var rest)
            || hours > 23
            || rest > 59
        )
        {
            return false;
        }
        minutes = (hours * 60) + rest;
        if (text[0] == '-')
        {
            minutes = -minutes;
        }
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<byte> text, int at, out int value)
    {
        value = 0;
        if (at + 2 > text.Length || !char.IsAsciiDigit((char)text[at]) || !char.IsAsciiDigit((char)text[at + 1]))
        {
            return false;
        }
        value = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return true;
    }

    private static void Put2(Span<byte> destination, int at, int value)
    {
        destination[at] = (byte)('0' + (value / 10));
        destination[at + 1] = (byte)('0' + (value % 10));
    }

    // Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    private static long DaysSince1970(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var era = y / 400;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }

    private static void CivilDate(long daysSince1970, out int year, out int month, out int day)
    {
        var shifted = daysSince1970 + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = (int)(shifted - (era * 146_097));
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year = yearOfEra + ((int)era * 400) + (month <= 2 ? 1 : 0);
    }
}
