namespace Foedus.Norms.Time;

/// <summary>The proleptic Gregorian calendar over days since 1970-01-01, without the limits or the zone of a date type.</summary>
internal static class CivilDate
{
    private const int DaysPerEra = 146_097;

    /// <summary>Days from 0000-03-01, where the computed eras begin, to 1970-01-01.</summary>
    private const int DaysToEpoch = 719_468;

    public static int DaysInMonth(int year, int month) =>
        month switch
        {
            2 => IsLeap(year) ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            _ => 31,
        };

    public static long ToDays(int year, int month, int day)
    {
        // Years begin in March, so that the leap day is the last of its year.
        var shifted = month <= 2 ? year - 1L : year;
        var era = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - DaysToEpoch;
    }

    public static void FromDays(long days, out int year, out int month, out int day)
    {
        var shifted = days + DaysToEpoch;
        var era = (shifted >= 0 ? shifted : shifted - (DaysPerEra - 1)) / DaysPerEra;
        var dayOfEra = shifted - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / (DaysPerEra - 1))) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        year = (int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0));
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
