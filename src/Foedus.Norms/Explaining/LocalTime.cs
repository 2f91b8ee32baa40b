using System.Globalization;
using NodaTime;

namespace Foedus.Norms.Explaining;

/// <summary>An instant as the clocks of the agreement's zone show it, where that is not UTC.</summary>
internal static class LocalTime
{
    /// <summary><c> (10:00 +02:00 on 2026-03-05)</c>, or nothing in UTC.</summary>
    public static string Of(long instant, string zone)
    {
        if (zone is "UTC" or "Etc/UTC" || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
        {
            return "";
        }
        var local = Instant.FromUnixTimeMilliseconds(instant).InZone(known);
        return string.Create(
            CultureInfo.InvariantCulture,
            $" ({local.TimeOfDay:HH:mm:ss} {local.Offset:m} on {local.Date:uuuu-MM-dd})"
        );
    }
}
