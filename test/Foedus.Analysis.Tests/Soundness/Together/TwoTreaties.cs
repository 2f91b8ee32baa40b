using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Together;

/// <summary>Two small treaties drawn at random, of parties that may differ, over the same events and acts: what each demands, and what it forbids.</summary>
internal sealed record TwoTreaties(string First, string Second, string[] Parties)
{
    private static readonly string[] All = ["France", "Poland", "Ukraine"];

    public static TwoTreaties Draw(int seed)
    {
        var draws = new Draws(seed);
        var first = Members(draws);
        var second = draws.OnceIn(2) ? first : Members(draws);
        return new TwoTreaties(
            Treaty(draws, "Aid", first, demands: 2, forbids: draws.Next(2)),
            Treaty(draws, "Embargo", second, demands: draws.Next(2), forbids: 2),
            [.. first.Union(second, StringComparer.Ordinal)]
        );
    }

    private static string[] Members(Draws draws) =>
        draws.Next(4) switch
        {
            0 => All,
            var without => [.. All.Where((_, index) => index != without - 1)],
        };

    private static string Treaty(Draws draws, string title, string[] parties, int demands, int forbids)
    {
        var begins = draws.Pick("an alarm", "a storm");
        var ends = draws.Pick("", "upon a storm", "upon an alarm", "when any Party marches");
        var norms = Enumerable
            .Range(0, demands)
            .Select(_ => Demand(draws, parties))
            .Concat(Enumerable.Range(0, forbids).Select(_ => Ban(draws, parties)));
        return Drafts
            .Text(
                string.Join(", ", parties),
                $"""
                An alarm is an event, reported by {draws.Pick("any Party", parties[0], parties[^1])}.
                A storm is an event, reported by any Party.
                To march is an act of a Party.
                To send is an act of a Party toward a Party.
                The Alert is a state{draws.Pick("", "", " that holds at the start")}.
                The Alert begins upon {begins}.
                {(ends.Length > 0 ? $"The Alert ends {ends}." : "")}
                """,
                string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {norm}")),
                draws.Pick(
                    "This Agreement enters into force upon ratification by all Parties.",
                    "This Agreement enters into force for each Party upon its ratification."
                )
            )
            .Replace("title: Drawn", $"title: {title}", StringComparison.Ordinal);
    }

    private static string Demand(Draws draws, string[] parties)
    {
        var occasion = draws.Pick(
            "upon an alarm, ",
            "upon an alarm, ",
            "upon a storm, ",
            "upon a storm or an alarm, ",
            "upon the beginning of the Alert, ",
            "upon the end of the Alert, "
        );
        var condition = draws.Pick("", "", "", "if the Alert holds, ", "if the Alert does not hold, ");
        var bearer = draws.Pick("each Party", "any of the Parties", parties[0], parties[^1]);
        var time = draws.Pick("", " within 3 days", " within 3 days", " within 10 days");
        return Sentence($"{occasion}{condition}{bearer} shall {Act(draws, parties, bearer)}{time}.");
    }

    private static string Ban(Draws draws, string[] parties)
    {
        var occasion = draws.Pick(
            "",
            "",
            "upon an alarm, ",
            "upon a storm, ",
            "while the Alert holds, ",
            "while the Alert does not hold, ",
            "upon the end of the Alert, "
        );
        var bearer = draws.Pick("each Party", parties[0], parties[^1]);
        var time = draws.Pick("", "", " until an alarm", " until a storm", " until the end of the Alert");
        return Sentence(
            draws.OnceIn(8)
                ? $"{bearer} has no right to {draws.Pick("march", "send")}."
                : $"{occasion}{bearer} shall not {Act(draws, parties, bearer)}{(occasion.StartsWith("while", StringComparison.Ordinal) ? "" : time)}."
        );
    }

    private static string Act(Draws draws, string[] parties, string bearer) =>
        draws.OnceIn(3) ? $"send toward {draws.Pick([.. parties.Where(party => party != bearer)])}" : "march";

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
