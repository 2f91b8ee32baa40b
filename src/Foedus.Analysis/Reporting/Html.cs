using System.Globalization;

namespace Foedus.Analysis.Reporting;

/// <summary>Text and numbers as they stand in HTML and SVG.</summary>
internal static class Html
{
    /// <summary>Safe as content and inside quoted attributes. Characters that no document may hold become a replacement mark.</summary>
    public static string Text(string text)
    {
        var safe = text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
        return safe.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r'))
            ? string.Concat(safe.Select(c => c < ' ' && c is not ('\t' or '\n' or '\r') ? '\uFFFD' : c))
            : safe;
    }

    /// <summary>A length or a share, with as many digits as a screen can show.</summary>
    public static string Number(double number) => Math.Round(number, 3).ToString("0.###", CultureInfo.InvariantCulture);
}
