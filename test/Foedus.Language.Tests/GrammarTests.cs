using Foedus.Language.Diagnostics;

namespace Foedus.Language.Tests;

/// <summary>The examples in docs/grammar.md are read by the compiler as the page says.</summary>
public sealed class GrammarTests
{
    private const string Definitions = """
        ## Article 1 (Definitions)

        ```foedus
        Ukraine and Poland are Parties.
        A Guarantor is a Party other than Ukraine.
        The Council is a body of 3 members.
        The Mission is a body.
        An armed attack on Ukraine is an event, reported by any Party.
        An armed attack is an event against a Guarantor, reported by any Party.
        An incident is an event, reported by any Party, with a place, a sector and a number of deaths.
        A report of calm is an event, reported by any Party.
        The Ceasefire is an agreement.
        The Treaty is the agreement in treaty.foedus.md.
        The First Amendment is an amendment of this Agreement.
        The Truce is a state.
        D-Day is the moment of the first incident.
        The Security Zone is the area within 50 km of the line (48, 37), (49, 37).
        A measure is military, diplomatic or economic.
        The Support Fund is a quantity in EUR.
        To consult is an act of a Guarantor toward Ukraine.
        To request reassurance is an act of Ukraine.
        To provide is an act of a Guarantor toward Ukraine, with a measure.
        To protest is an act of any Party.
        ```

        ## Article 2 (Determination)

        ```foedus
        Determination is decided upon an armed attack on Ukraine by the Council, by majority of its members, within 24 hours.
        ```

        ## Article 3 (Duties)

        ```foedus
        1. Upon an armed attack on Ukraine, each Guarantor in force shall consult within 24 hours.
        2. Upon an armed attack on Ukraine, each Guarantor in force shall provide at least one measure within 24 hours.
        ```

        ## Article 4 (Powers)

        ```foedus
        1. Upon a breach of Article 3(1), any Guarantor may suspend its vote under Article 2.
        2. Upon a breach of Article 3(1), Ukraine may terminate this Agreement.
        ```

        ## Article 7

        ```foedus
        Upon an armed attack on Ukraine, each Guarantor in force shall consult within 12 hours.
        ```

        ## Article 8

        ```foedus
        Poland shall protest by 1 May 2032.
        ```

        """;

    private const string Treaty = """
        ## Article 3

        ```foedus
        To sail is an act of any Party.
        1. Each Party in force shall not sail.
        2. Any Party in force may sail by 1 May 2030.
        ```

        """;

    public static TheoryData<string> Triggers => [.. Examples("## 6. Triggers", "## 7. Conditions")];

    public static TheoryData<string> Conditions =>
        [
            .. Examples("## 7. Conditions", "## 8. Participation")
                .Where(text => text != "it has satisfied itself that …"),
        ];

    public static TheoryData<string> Rules =>
        [
            .. Examples("## 8. Participation", "Where the text is silent")
                .Where(text => text.EndsWith('.') && !text.Contains('…', StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Triggers))]
    public void Trigger(string text) => Compiles($"Upon {text}, Poland shall protest by 1 May 2030.");

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Condition(string text) => Compiles($"If {text}, Poland shall protest by 1 May 2030.");

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule(string text) => Compiles(text);

    [Theory]
    [InlineData("the Guarantors in force together shall protest by 1 May 2030.")]
    [InlineData("any of the Guarantors in force shall protest by 1 May 2030.")]
    [InlineData("any Guarantor in force shall protest by 1 May 2030.")]
    [InlineData("the Guarantors in force jointly and severally shall protest by 1 May 2030.")]
    [InlineData("the Guarantors in force, collectively at least 3, shall protest by 1 May 2030.")]
    [InlineData("Ukraine and Poland each shall protest by 1 May 2030.")]
    [InlineData("each Guarantor whether or not in force shall protest by 1 May 2030.")]
    [InlineData("each Guarantor that has signed other than Poland shall protest by 1 May 2030.")]
    [InlineData("Ukraine shall keep the Truce in being until 1 May 2030.")]
    [InlineData("Ukraine shall keep the Ceasefire in force.")]
    [InlineData("Ukraine shall keep at least EUR 5,000,000 of the Support Fund paid.")]
    [InlineData("Ukraine shall keep it true that no incident has occurred in the last 7 days.")]
    [InlineData("Poland may protest within 10 days of an incident.")]
    [InlineData("Ukraine may discharge Poland from Article 3(2).")]
    [InlineData("Ukraine may declare the end of the Truce.")]
    [InlineData("Ukraine may extend this Agreement by 5 years.")]
    [InlineData("Ukraine may extend the time limit of Article 3(2) by 24 hours.")]
    [InlineData("Ukraine may exclude Poland from this Agreement.")]
    [InlineData("Ukraine may resume this Agreement for Poland.")]
    [InlineData(
        "the Guarantors in force may, by two thirds with a quorum of 3 within 30 days, suspend this Agreement."
    )]
    [InlineData(
        "each Guarantor in force that has not consulted Ukraine in the last 30 days shall protest within 30 days."
    )]
    [InlineData("Poland has no right to protest.")]
    [InlineData("Poland shall protest by D+30.")]
    [InlineData("Poland shall protest before an incident.")]
    public void Norm(string text) =>
        Compiles(
            text.Contains("within 30 days", StringComparison.Ordinal)
                ? "Upon an incident, " + text
                : char.ToUpperInvariant(text[0]) + text[1..]
        );

    private static IEnumerable<string> Examples(string from, string to)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "grammar.md"));
        var start = page.IndexOf(from, StringComparison.Ordinal);
        var part = page[start..page.IndexOf(to, start, StringComparison.Ordinal)];
        foreach (var line in part.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            var pieces = line.Split('`');
            for (var i = 1; i < pieces.Length; i += 2)
            {
                if (
                    !pieces[i].StartsWith('…')
                    && !pieces[i].EndsWith('…')
                    && pieces[i] is not ("termination" or "withdrawal" or "once" or "when")
                )
                {
                    yield return pieces[i];
                }
            }
        }
    }

    private static void Compiles(string sentence)
    {
        var compilation = Compiled.From(
            $"{Definitions}\n## Article 9 (Example)\n\n```foedus\n{sentence}\n```\n\n## Annex A\n\n```foedus\nPoland shall protest by 1 May 2031.\n```\n",
            "example.foedus.md",
            ("treaty.foedus.md", Treaty)
        );
        Assert.Equal(
            [],
            compilation
                .Diagnostics.Where(diagnostic => diagnostic.Level == Level.Error)
                .Select(diagnostic => diagnostic.ToString())
        );
        Assert.NotNull(compilation.Core);
    }
}
