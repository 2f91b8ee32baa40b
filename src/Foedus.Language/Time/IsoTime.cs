namespace Foedus.Language.Time;

/// <summary>A date or date and time as ISO 8601 writes it.</summary>
/// <param name="OfDay">Milliseconds since the day began.</param>
/// <param name="Offset">Milliseconds east of UTC; null where none is written.</param>
internal readonly record struct IsoTime(int Year, int Month, int Day, bool HasClock, long OfDay, long? Offset)
{
    /// <summary>Reads 2026-02-01, 2026-02-01T18:00, …T18:00:30.250Z, …T18:00+02:00. False for anything else, and for days and hours that do not exist.</summary>
    public static bool TryRead(string text, out IsoTime time)
    {
        time = default;
        if (
            text.Length < 10
            || !TryDigits(text, 0, 4, out var year)
            || !TryDigits(text, 5, 2, out var month)
            || !TryDigits(text, 8, 2, out var day)
            || year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return false;
        }
        if (text.Length == 10)
        {
            time = new IsoTime(year, month, day, HasClock: false, 0, null);
            return true;
        }
        var at = 11;
        if (text[10] != 'T' || !TryClock(text, ref at, out var ofDay) || !TryOffset(text, at, out var offset))
        {
            return false;
        }
        time = new IsoTime(year, month, day, HasClock: true, ofDay, offset);
        return true;
    }

    private static bool TryClock(string text, ref int at, out long ofDay)
    {
        ofDay = 0;
        if (
            !TryDigits(text, at, 2, out var hour)
            || at + 2 >= text.Length
            || text[at + 2] != ':'
            || !TryDigits(text, at + 3, 2, out var minute)
        )
        {
            return false;
        }
        at += 5;
        var second = 0;
        long fraction = 0;
        if (at < text.Length && text[at] == ':')
        {
            if (!TryDigits(text, at + 1, 2, out second))
            {
                return false;
            }
            at += 3;
            if (at < text.Length && text[at] == '.')
            {
                at++;
                var unit = 100;
                var begun = at;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                {
                    fraction += (text[at] - '0') * unit;
                    unit /= 10;
                    at++;
                }
                if (at == begun)
                {
                    return false;
                }
            }
        }
        ofDay = (hour * 3_600_000L) + (minute * 60_000L) + (second * 1000L) + fraction;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    private static bool TryOffset(string text, int at, out long? offset)
    {
        offset = null;
        if (at == text.Length)
        {
            return true;
        }
        if (text[at] == 'Z' && at + 1 == text.Length)
        {
            offset = 0;
            return true;
        }
        if (
            text[at] is not ('+' or '-')
            || at + 6 != text.Length
            || text[at + 3] != ':'
            || !TryDigits(text, at + 1, 2, out var hours)
            || !TryDigits(text, at + 4, 2, out var minutes)
            || hours > 18
            || minutes > 59
        )
        {
            return false;
        }
        offset = ((hours * 60L) + minutes) * 60_000L * (text[at] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(string text, int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length)
        {
            return false;
        }
        for (var i = at; i < at + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }
            value = (value * 10) + (text[i] - '0');
        }
        return true;
    }
}
