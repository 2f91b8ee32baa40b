namespace Foedus.Language.Parsing;

/// <summary>Comparing tokens with fixed words.</summary>
internal static class Phrases
{
    /// <summary>How many tokens from an index on spell out the phrase, whose words are separated by single spaces; 0 if they do not. At index <paramref name="fold"/> the case of the first letter is free.</summary>
    public static int Match(List<Token> tokens, int index, int last, string phrase, int fold)
    {
        var count = 0;
        var rest = phrase.AsSpan();
        while (true)
        {
            var space = rest.IndexOf(' ');
            var word = space < 0 ? rest : rest[..space];
            if (index + count >= last || !IsWord(tokens[index + count].Meaning, word, index + count == fold))
            {
                return 0;
            }
            count++;
            if (space < 0)
            {
                return count;
            }
            rest = rest[(space + 1)..];
        }
    }

    private static bool IsWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word, bool fold) =>
        text.SequenceEqual(word)
        || (
            fold
            && text.Length == word.Length
            && text.Length > 0
            && char.ToLowerInvariant(text[0]) == char.ToLowerInvariant(word[0])
            && text[1..].SequenceEqual(word[1..])
        );
}
