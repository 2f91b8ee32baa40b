using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.TimeZones;

namespace Foedus.Language.Time;

/// <summary>Local times of the declared zone as instants. UTC needs no zone data, and most agreements never load them.</summary>
internal static class Zones
{
    public static bool Exists(string zone) => zone == "UTC" || ExistsInData(zone);

    /// <summary>UTC milliseconds since 1970 of a local time, itself given as milliseconds since 1970 as if it were UTC.</summary>
    /// <param name="isExact">False where the local time is skipped or occurs twice: then it is the earlier of two, or the time as far after the gap.</param>
    public static long ToInstant(string zone, long local, out bool isExact)
    {
        isExact = true;
        return zone == "UTC" ? local : FromData(zone, local, out isExact);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool ExistsInData(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long FromData(string zone, long local, out bool isExact)
    {
        if (!TryGetZone(zone, out var found))
        {
            isExact = true;
            return local;
        }
        var time = LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusMilliseconds(local);
        var mapping = found.MapLocal(time);
        isExact = mapping.Count == 1;
        return Resolvers.LenientResolver(mapping).ToInstant().ToUnixTimeMilliseconds();
    }

    private static bool TryGetZone(string zone, [NotNullWhen(true)] out DateTimeZone? found)
    {
        found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);
        return found is not null;
    }
}
