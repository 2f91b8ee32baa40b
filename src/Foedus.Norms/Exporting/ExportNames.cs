using System.Globalization;
using System.Text;

namespace Foedus.Norms.Exporting;

/// <summary>Names and texts as MonPoly's formats can hold them.</summary>
internal static class ExportNames
{
    /// <summary>A clause's id as part of a predicate's or file's name.</summary>
    public static string Of(string id)
    {
        var name = new StringBuilder(id.Length);
        foreach (var letter in id)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }
        return name.ToString();
    }

    /// <summary>Quotes, backslashes and control characters become %hh, as in addresses.</summary>
    public static string Text(string text)
    {
        if (text.AsSpan().IndexOfAny("\"\\%") < 0 && !text.Any(char.IsControl))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '"' or '\\' or '%' || char.IsControl(letter))
            {
                safe.Append('%').Append(((int)letter).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                safe.Append(letter);
            }
        }
        return safe.ToString();
    }
}
