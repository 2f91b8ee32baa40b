using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Places and areas. Distances are great-circle distances on the sphere of the mean radius of WGS84; to a stretch of a
/// line, the distance to the great circle through its ends where the foot of the perpendicular falls between them, else to
/// the nearer end. A polygon's interior is taken over latitude and longitude, and its border belongs to it on every side, as
/// the very limit of a distance belongs to what is within it; areas do not cross the antimeridian.
/// </summary>
internal static class Geography
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>
    /// How far from a border a place still lies on it, in degrees: a tenth of a millimetre on the ground, more than rounding
    /// makes of degrees written with decimals and less than any position is measured to.
    /// </summary>
    private const double BorderDegrees = 1e-9;

    public static bool IsIn(AreaTerm area, GeoPoint place)
    {
        if (area.Closed && IsInside(area, place))
        {
            return true;
        }
        var limit = (double)area.DistanceKm;
        var points = area.Points;
        if (points.Length == 1)
        {
            return DistanceKm(points[0], place) <= limit;
        }
        var stretches = area.Closed ? points.Length : points.Length - 1;
        for (var i = 0; i < stretches; i++)
        {
            if (DistanceToStretchKm(points[i], points[(i + 1) % points.Length], place) <= limit)
            {
                return true;
            }
        }
        return false;
    }

    public static double DistanceKm(GeoPoint from, GeoPoint to)
    {
        var latitude = Radians(to.Latitude - from.Latitude);
        var longitude = Radians(to.Longitude - from.Longitude);
        var chord =
            Square(Math.Sin(latitude / 2))
            + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Square(Math.Sin(longitude / 2)));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double DistanceToStretchKm(GeoPoint start, GeoPoint end, GeoPoint place)
    {
        var length = DistanceKm(start, end) / EarthRadiusKm;
        var toPlace = DistanceKm(start, place) / EarthRadiusKm;
        if (length == 0 || toPlace == 0)
        {
            return toPlace * EarthRadiusKm;
        }
        var angle = Bearing(start, place) - Bearing(start, end);
        if (Math.Cos(angle) < 0)
        {
            return toPlace * EarthRadiusKm;
        }
        var across = Math.Asin(Math.Clamp(Math.Sin(toPlace) * Math.Sin(angle), -1, 1));
        var along = Math.Acos(Math.Clamp(Math.Cos(toPlace) / Math.Cos(across), -1, 1));
        return along > length ? DistanceKm(end, place) : Math.Abs(across) * EarthRadiusKm;
    }

    private static double Bearing(GeoPoint from, GeoPoint to)
    {
        var longitude = Radians(to.Longitude - from.Longitude);
        var fromLatitude = Radians(from.Latitude);
        var toLatitude = Radians(to.Latitude);
        return Math.Atan2(
            Math.Sin(longitude) * Math.Cos(toLatitude),
            (Math.Cos(fromLatitude) * Math.Sin(toLatitude))
                - (Math.Sin(fromLatitude) * Math.Cos(toLatitude) * Math.Cos(longitude))
        );
    }

    private static bool IsInside(AreaTerm area, GeoPoint place)
    {
        var inside = false;
        var points = area.Points;
        for (int i = 0, j = points.Length - 1; i < points.Length; j = i++)
        {
            var a = points[i];
            var b = points[j];
            if (IsOnBorder(a, b, place))
            {
                return true;
            }
            if (
                a.Latitude > place.Latitude != b.Latitude > place.Latitude
                && place.Longitude
                    < ((b.Longitude - a.Longitude) * (place.Latitude - a.Latitude) / (b.Latitude - a.Latitude))
                        + a.Longitude
            )
            {
                inside = !inside;
            }
        }
        return inside;
    }

    private static bool IsOnBorder(GeoPoint start, GeoPoint end, GeoPoint place)
    {
        var latitude = end.Latitude - start.Latitude;
        var longitude = end.Longitude - start.Longitude;
        var length = Square(latitude) + Square(longitude);
        var along =
            length == 0
                ? 0
                : Math.Clamp(
                    (((place.Latitude - start.Latitude) * latitude) + ((place.Longitude - start.Longitude) * longitude))
                        / length,
                    0,
                    1
                );
        return Square(start.Latitude + (along * latitude) - place.Latitude)
                + Square(start.Longitude + (along * longitude) - place.Longitude)
            <= Square(BorderDegrees);
    }

    private static double Radians(double degrees) => degrees * (Math.PI / 180);

    private static double Square(double value) => value * value;
}
