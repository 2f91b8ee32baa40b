namespace Foedus.Analysis.Comparing;

/// <summary>Which names of states and unions stand with "the" in English.</summary>
internal static class ArticleOfState
{
    public static bool TakesArticle(string name) =>
        name.StartsWith("United ", StringComparison.Ordinal)
        || name.EndsWith(" Union", StringComparison.Ordinal)
        || name.EndsWith(" Republic", StringComparison.Ordinal)
        || name.EndsWith(" Federation", StringComparison.Ordinal)
        || name.EndsWith(" Islands", StringComparison.Ordinal)
        || name is "Netherlands" or "Philippines" or "Bahamas" or "Gambia" or "Maldives" or "Comoros" or "Union";
}
