namespace Foedus.Norms;

/// <summary>
/// How names in events match names of the text: the case of the first letter, a leading article and runs of white space
/// do not matter; everything else does.
/// </summary>
internal static class FoldedName
{
    public static string Of(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var first = words.Length > 1 && IsArticle(words[0]) ? 1 : 0;
        var text = string.Join(' ', words, first, words.Length - first);
        return text.Length > 0 && char.IsUpper(text[0]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    public static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal)
        || string.Equals(Of(left), Of(right), StringComparison.Ordinal);

    private static bool IsArticle(string word) => word is "the" or "The" or "a" or "A" or "an" or "An";
}
