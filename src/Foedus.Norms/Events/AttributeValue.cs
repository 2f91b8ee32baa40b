using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Norms.Events;

/// <summary>A declared attribute of an event or act: a text, a number, a place or a party's name.</summary>
/// <param name="Text">The value as text; for a number as it was written, for a place null.</param>
/// <param name="Number">The value where it is a number.</param>
/// <param name="Place">The value where it was written as an object with latitude and longitude.</param>
public sealed record AttributeValue(string Name, string? Text, decimal? Number, GeoPoint? Place)
{
    public static AttributeValue OfText(string name, string text) => new(name, text, null, null);

    public static AttributeValue OfNumber(string name, decimal number) =>
        new(name, number.ToString(CultureInfo.InvariantCulture), number, null);

    public static AttributeValue OfPlace(string name, GeoPoint place) => new(name, null, null, place);

    /// <summary>The place, also where it was written as the text <c>48.01, 37.80</c> (latitude first).</summary>
    public bool TryPlace(out GeoPoint place)
    {
        place = Place ?? default;
        if (Place is not null)
        {
            return true;
        }
        if (Text is null)
        {
            return false;
        }
        var comma = Text.IndexOf(',', StringComparison.Ordinal);
        if (
            comma < 0
            || !TryDegrees(Text.AsSpan(0, comma), 90, out var latitude)
            || !TryDegrees(Text.AsSpan(comma + 1), 180, out var longitude)
        )
        {
            return false;
        }
        place = new GeoPoint(latitude, longitude);
        return true;
    }

    private static bool TryDegrees(ReadOnlySpan<char> text, double bound, out double degrees) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out degrees)
        && Math.Abs(degrees) <= bound;
}
