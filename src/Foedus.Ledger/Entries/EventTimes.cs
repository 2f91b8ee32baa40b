using System.Globalization;

namespace Foedus.Ledger.Entries;

/// <summary>Instants as events write them: RFC 3339 with an offset, to UTC milliseconds.</summary>
public static class EventTimes
{
    /// <summary>1900-01-01T00:00:00Z: the earliest instant an event may claim.</summary>
    public const long Earliest = -2_208_988_800_000;

    /// <summary>The last millisecond of the year 2199.</summary>
    public const long Latest = 7_258_118_399_999;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string? text, out long utcMilliseconds)
    {
        utcMilliseconds = 0;
        if (
            text is null
            || !(text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-'))
            || !DateTimeOffset.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var instant
            )
        )
        {
            return false;
        }
        utcMilliseconds = instant.ToUnixTimeMilliseconds();
        return utcMilliseconds is >= Earliest and <= Latest;
    }

    public static string Format(long utcMilliseconds) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(utcMilliseconds)
            .UtcDateTime.ToString(
                utcMilliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture
            );
}
