using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Powers;

/// <summary>A small agreement drawn at random: one or two guarantors who owe help upon an alarm, a prohibition, a vote, and two or three powers over them.</summary>
internal sealed record PowersAgreement(string Text, string[] Guarantors, string[] Reporters)
{
    private const int Duty = 1;
    private const int Ban = 2;

    public static PowersAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] guarantors = draws.OnceIn(3) ? ["France", "Poland"] : ["France"];
        var reporter = draws.Pick("Ukraine", "any Party", "the Mission");
        var hasVote = draws.OnceIn(3);
        var upon = hasVote && draws.OnceIn(2) ? "Relief" : "an alarm";
        var time = draws.OnceIn(3) ? "" : $" within {draws.Pick(6, 24)} hours";
        // Half of them undo one another, so that races are as frequent as their absence.
        var undoing = draws.Next(4) switch
        {
            0 => (Func<int, string>)(index => $"{(index % 2 == 0 ? "suspend" : "resume")} Article 2({Duty})"),
            1 => index => $"declare the {(index % 2 == 0 ? "end" : "beginning")} of the Truce",
            _ => null,
        };
        var powers = Enumerable
            .Range(0, 2 + (undoing is null ? draws.Next(2) : 0))
            .Select(index => Power(draws, index + Ban + 1, hasVote, guarantors, undoing?.Invoke(index)))
            .ToList();
        var vote = hasVote
            ? "\nRelief is decided upon an alarm by majority of the Guarantors in force, within 24 hours; if no Guarantor is in force, Relief fails."
            : "";
        var withdrawal = draws.OnceIn(3) ? "\n3. Withdrawal ends all duties." : "";
        var text = $"""
            ## Article 1
            ```foedus
            {string.Join(", ", guarantors)} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Mission is a body.
            An alarm is an event, reported by {reporter}.
            The Truce is a state that holds at the start.
            To help is an act of a Guarantor toward Ukraine.
            To fire is an act of any Party.{vote}
            ```
            ## Article 2
            ```foedus
            1. Upon {upon}, each Guarantor in force shall help Ukraine{time}.
            2. {draws.Pick("Each Party in force", "France")} shall not fire{draws.Pick(
                "",
                " until the end of the Truce"
            )}.
            {string.Join('\n', powers)}
            ```
            ## Article 3
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.
            2. No reservations are permitted.{withdrawal}
            ```
            """;
        return new PowersAgreement(
            text,
            guarantors,
            reporter == "the Mission" ? ["Mission"]
                : reporter == "Ukraine" ? ["Ukraine"]
                : ["Ukraine", .. guarantors]
        );
    }

    private static string Power(Draws draws, int number, bool hasVote, string[] guarantors, string? act)
    {
        var precedence = number > Ban + 1 && draws.OnceIn(5) ? $"Subject to Article 2({number - 1}), " : "";
        var occasion = draws.Pick(
            "upon an alarm, ",
            "upon an alarm, ",
            "upon an alarm, ",
            "upon an alarm, ",
            "",
            "",
            $"upon a breach of Article 2({Duty}), ",
            $"upon a breach of Article 2({Ban}), "
        );
        var by = draws.Pick("", "", "", "vote");
        var holder =
            by.Length > 0
                ? "the Guarantors in force"
                : draws.Pick(
                    "Ukraine",
                    "Ukraine",
                    "France",
                    "any Party",
                    "any of the Guarantors in force",
                    guarantors[^1]
                );
        var time = occasion.Length > 0 && draws.OnceIn(3) ? $"within {draws.Pick(12, 48)} hours" : "";
        var how = (by.Length > 0, time.Length > 0) switch
        {
            (true, true) => $", by majority {time},",
            (true, false) => ", by majority,",
            (false, true) => $", {time},",
            _ => "",
        };
        var norm = draws.Pick(Duty, Duty, Ban);
        var verb =
            act
            ?? draws.Next(hasVote ? 11 : 10) switch
            {
                0 or 1 => $"suspend Article 2({norm})",
                2 or 3 => $"resume Article 2({norm})",
                4 => "terminate this Agreement",
                5 => $"terminate Article 2({norm})",
                6 => $"discharge France from Article 2({norm})",
                7 => $"extend the time limit of Article 2({Duty}) by 24 hours",
                8 => $"exclude {guarantors[^1]} from this Agreement",
                9 => $"declare the {draws.Pick("beginning", "end")} of the Truce",
                _ => "suspend its vote under Article 1",
            };
        if (
            verb.StartsWith("suspend its vote", StringComparison.Ordinal)
            && !occasion.Contains("breach", StringComparison.Ordinal)
        )
        {
            occasion = $"upon a breach of Article 2({Duty}), ";
        }
        var sentence = $"{precedence}{occasion}{holder} may{how} {verb}.";
        return $"{number}. {char.ToUpperInvariant(sentence[0])}{sentence[1..]}";
    }
}
