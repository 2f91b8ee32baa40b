namespace Foedus.Norms;

/// <summary>The words of outputs for the machine's enumerations.</summary>
public static class RuleNames
{
    private static readonly string[] Names = NamesOf<Rule>();

    /// <summary>The rule in lower case with hyphens: <c>deadline-passed</c>.</summary>
    public static string Of(Rule rule) => Names[(int)rule];

    private static string[] NamesOf<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var names = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            names[i] = Hyphenated(values[i].ToString());
        }
        return names;
    }

    private static string Hyphenated(string name)
    {
        var letters = new System.Text.StringBuilder(name.Length + 4);
        foreach (var letter in name)
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
