namespace Foedus.Norms.Explaining;

/// <summary>The machine's rules as clauses of a sentence.</summary>
public static class RuleWords
{
    public static string Of(Rule rule) => RuleNames.Of(rule).Replace('-', ' ');
}
