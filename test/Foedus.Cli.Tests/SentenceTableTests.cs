using System.Globalization;
using System.Text.RegularExpressions;

namespace Foedus.Cli.Tests;

/// <summary>The table in ukraine-2025 leads from each sentence of the two articles to its clause, and a scenario goes by the sentence's number.</summary>
public sealed partial class SentenceTableTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("treaties", "ukraine-2025.foedus.md"));

    public static TheoryData<string, string> Sentences
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(Text))
            {
                if (row.Groups["clause"].Value.Contains("Article ", StringComparison.Ordinal))
                {
                    foreach (var sentence in NumbersIn(row.Groups["sentences"].Value))
                    {
                        rows.Add(sentence, row.Groups["clause"].Value);
                    }
                }
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_that_obliges_offers_conditions_or_limits_has_its_scenario_and_its_article(
        string sentence,
        string clause
    )
    {
        Assert.Contains(
            ScenarioName().Matches(Text).Select(match => match.Groups["names"].Value),
            names => NumbersIn(names).Contains(sentence)
        );
        Assert.All(
            ArticleNumber().Matches(clause).Select(match => match.Groups["number"].Value),
            number => Assert.Contains($"\n## Article {number} (", Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_table_has_every_sentence_of_both_articles()
    {
        var listed = Row().Matches(Text).SelectMany(row => NumbersIn(row.Groups["sentences"].Value)).ToHashSet();

        // A has 27 sentences; B has 21, of which B1 is a caption that the table gives as B-cap, and B8 is page furniture.
        var all = Enumerable.Range(1, 27).Select(n => $"A{n}").Concat(Enumerable.Range(2, 20).Select(n => $"B{n}"));
        Assert.Equal(["B8"], all.Where(sentence => !listed.Contains(sentence)));
    }

    /// <summary>"A7, A8" and "B2–B5" and "B2 to B5", number by number.</summary>
    private static IEnumerable<string> NumbersIn(string words)
    {
        foreach (Match match in SentenceNumber().Matches(words))
        {
            var first = Number(match.Groups["first"]);
            var last = match.Groups["last"].Success ? Number(match.Groups["last"]) : first;
            for (var number = first; number <= last; number++)
            {
                yield return match.Groups["article"].Value + number.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\| (?<sentences>[AB][^|]*) \|[^|]*\|[^|]*\| (?<clause>[^|]*) \|\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Row();

    [GeneratedRegex(
        @"^```scenario (?<names>[AB]\d[^:]*):",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex ScenarioName();

    [GeneratedRegex(
        @"(?<article>[AB])(?<first>\d+)((–| to )[AB](?<last>\d+))?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex SentenceNumber();

    [GeneratedRegex(@"Article (?<number>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ArticleNumber();
}
