namespace Foedus.Language.Binding;

/// <summary>How near two spellings are.</summary>
internal static class Spelling
{
    /// <summary>The Levenshtein distance, letters compared without regard to case, or <paramref name="atMost"/> + 1 when it is larger.</summary>
    public static int Distance(string left, string right, int atMost)
    {
        if (Math.Abs(left.Length - right.Length) > atMost)
        {
            return atMost + 1;
        }
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution =
                    previous[j - 1]
                    + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                least = Math.Min(least, current[j]);
            }
            if (least > atMost)
            {
                return atMost + 1;
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }
}
