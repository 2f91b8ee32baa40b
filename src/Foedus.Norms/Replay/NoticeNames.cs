namespace Foedus.Norms.Replay;

/// <summary>The words of outputs for what was recorded without effect.</summary>
public static class NoticeNames
{
    /// <summary>In lower case with hyphens: <c>unauthorised-author</c>.</summary>
    public static string Of(NoticeKind kind)
    {
        var letters = new System.Text.StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && letters.Length > 0)
            {
                letters.Append('-');
            }
            letters.Append(char.ToLowerInvariant(letter));
        }
        return letters.ToString();
    }
}
