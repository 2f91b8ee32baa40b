using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Places that tell areas apart: whatever can be in some of them and outside the others, one of these places is. Where two
/// areas meet they do so at a corner of one, where their edges cross, or on the shortest way between their edges; what lies
/// just beside such a place, and far from all of them, is looked at too.
/// </summary>
internal static class SamplePlaces
{
    /// <summary>A bound on the work for outlines with thousands of corners; those of treaties have some dozens.</summary>
    private const int Most = 20_000;

    /// <summary>Degrees: a tenth of a metre, well beyond what counts as the border itself.</summary>
    private const double Beside = 1e-6;

    private const double KmPerDegree = 111.19;

    public static IEnumerable<GeoPoint> Of(List<AreaTerm> areas) =>
        Near(areas).SelectMany(Around).Where(IsOnEarth).Take(Most).Concat(Far());

    private static IEnumerable<GeoPoint> Near(List<AreaTerm> areas)
    {
        foreach (var area in areas)
        {
            if (area.Points.IsEmpty)
            {
                continue;
            }
            yield return new GeoPoint(
                area.Points.Average(point => point.Latitude),
                area.Points.Average(point => point.Longitude)
            );
            foreach (var point in area.Points)
            {
                yield return point;
            }
            foreach (var point in area.Points)
            {
                foreach (var edge in Ring(point, (double)area.DistanceKm))
                {
                    yield return edge;
                }
            }
        }
        foreach (var area in areas)
        {
            foreach (var other in areas)
            {
                foreach (var place in Between(area, other))
                {
                    yield return place;
                }
            }
        }
    }

    private static IEnumerable<GeoPoint> Between(AreaTerm area, AreaTerm other)
    {
        foreach (var (start, end) in Edges(other))
        {
            foreach (var (from, to) in Edges(area))
            {
                if (Crossing(from, to, start, end) is { } crossing)
                {
                    yield return crossing;
                }
            }
            foreach (var point in area.Points)
            {
                var foot = Foot(point, start, end);
                yield return foot;
                var reach = (double)(area.DistanceKm + other.DistanceKm);
                var share = reach > 0 ? (double)area.DistanceKm / reach : 0.5;
                yield return Along(point, foot, share);
                foreach (var edge in Ring(foot, (double)other.DistanceKm))
                {
                    yield return edge;
                }
            }
        }
    }

    private static IEnumerable<(GeoPoint, GeoPoint)> Edges(AreaTerm area)
    {
        var count = area.Closed ? area.Points.Length : area.Points.Length - 1;
        for (var i = 0; i < count; i++)
        {
            yield return (area.Points[i], area.Points[(i + 1) % area.Points.Length]);
        }
    }

    private static GeoPoint? Crossing(GeoPoint from, GeoPoint to, GeoPoint start, GeoPoint end)
    {
        var (a, b) = (to.Latitude - from.Latitude, to.Longitude - from.Longitude);
        var (c, d) = (end.Latitude - start.Latitude, end.Longitude - start.Longitude);
        var area = (a * d) - (b * c);
        if (area == 0)
        {
            return null;
        }
        var (e, f) = (start.Latitude - from.Latitude, start.Longitude - from.Longitude);
        var along = ((e * d) - (f * c)) / area;
        var across = ((e * b) - (f * a)) / area;
        return along is >= 0 and <= 1 && across is >= 0 and <= 1 ? Along(from, to, along) : null;
    }

    private static GeoPoint Foot(GeoPoint point, GeoPoint start, GeoPoint end)
    {
        // Degrees of longitude are shorter than those of latitude.
        var scale = Math.Cos(point.Latitude * Math.PI / 180);
        var (a, b) = (end.Latitude - start.Latitude, (end.Longitude - start.Longitude) * scale);
        var length = (a * a) + (b * b);
        var along =
            length == 0
                ? 0
                : (((point.Latitude - start.Latitude) * a) + ((point.Longitude - start.Longitude) * scale * b))
                    / length;
        return Along(start, end, Math.Clamp(along, 0, 1));
    }

    private static GeoPoint Along(GeoPoint from, GeoPoint to, double share) =>
        new(
            from.Latitude + (share * (to.Latitude - from.Latitude)),
            from.Longitude + (share * (to.Longitude - from.Longitude))
        );

    /// <summary>Within, and not within, so many kilometres of the point.</summary>
    private static IEnumerable<GeoPoint> Ring(GeoPoint point, double km)
    {
        if (km <= 0)
        {
            yield break;
        }
        foreach (var share in (double[])[0.5, 0.999, 1.001])
        {
            var degrees = km * share / KmPerDegree;
            var scale = Math.Max(0.01, Math.Cos(point.Latitude * Math.PI / 180));
            for (var i = 0; i < 8; i++)
            {
                var angle = i * Math.PI / 4;
                yield return new GeoPoint(
                    point.Latitude + (degrees * Math.Sin(angle)),
                    point.Longitude + (degrees * Math.Cos(angle) / scale)
                );
            }
        }
    }

    private static IEnumerable<GeoPoint> Around(GeoPoint point)
    {
        yield return point;
        for (var i = -1; i <= 1; i++)
        {
            for (var j = -1; j <= 1; j++)
            {
                if (i != 0 || j != 0)
                {
                    yield return new GeoPoint(point.Latitude + (i * Beside), point.Longitude + (j * Beside));
                }
            }
        }
    }

    private static IEnumerable<GeoPoint> Far()
    {
        for (var latitude = -90; latitude <= 90; latitude += 30)
        {
            for (var longitude = -180; longitude < 180; longitude += 30)
            {
                yield return new GeoPoint(latitude, longitude);
            }
        }
    }

    private static bool IsOnEarth(GeoPoint point) =>
        point is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 };
}
