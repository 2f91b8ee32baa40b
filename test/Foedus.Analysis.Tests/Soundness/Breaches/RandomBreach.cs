using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Breaches;

/// <summary>A small agreement drawn at random: a promise, duties and a prohibition, and what follows from a breach of one of them, if anything does.</summary>
internal sealed record RandomBreach(string Text, string[] Parties)
{
    public static RandomBreach Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] guarantors = draws.OnceIn(2) ? ["France"] : ["France", "Poland"];
        List<string> norms =
        [
            $"Upon an alarm, {draws.Pick("each Guarantor in force", "France", "any of the Guarantors in force", "the Guarantors in force together")} shall help Ukraine{draws.Pick("", " within 1 day", " within 1 day", " within 2 days")}{Consequence(draws)}.",
        ];
        if (draws.OnceIn(2))
        {
            norms.Add(
                $"{draws.Pick("", "Upon an alarm, ", "While the Truce holds, ")}{draws.Pick("each Guarantor in force", "France")} shall not strike{Consequence(draws)}."
            );
        }
        if (draws.OnceIn(2))
        {
            norms.Add($"Upon a flood, France shall send toward Ukraine within 2 days{Consequence(draws)}.");
        }
        var answered = $"a breach of Article 2({1 + draws.Next(norms.Count)})";
        norms.AddRange(
            draws.Next(8) switch
            {
                0 => (string[])[$"Upon {answered}, Ukraine may suspend Article 2(1)."],
                1 => [$"Upon {answered}, each other Guarantor in force shall report within 2 days."],
                2 => [$"Upon {answered}, the Party in breach shall report within 2 days."],
                3 =>
                [
                    $"Upon the beginning of the Alert, {draws.Pick("Ukraine", "France")} shall report within 2 days.",
                ],
                4 =>
                [
                    $"Upon {answered}, if the Truce holds, {draws.Pick("Ukraine", "France")} shall report within 2 days.",
                ],
                _ => [],
            }
        );
        var decision = draws.OnceIn(4)
            ? $"Sanction is decided upon {answered} by {draws.Pick("the Court", "majority of the Guarantors in force")}, within 2 days{{0}}."
            : "";
        decision = decision.Replace(
            "{0}",
            decision.Contains("Guarantors", StringComparison.Ordinal)
                ? "; if no Guarantor is in force, Sanction fails"
                : "",
            StringComparison.Ordinal
        );
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(", ", guarantors)} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Court is a body.
            An alarm is an event, reported by Ukraine.
            A flood is an event, reported by Ukraine.
            To help is an act of a Guarantor toward Ukraine.
            To send is an act of a Guarantor toward Ukraine.
            To strike is an act of a Party.
            To report is an act of a Party.
            The Truce is a state that holds at the start.
            The Truce ends upon a flood.
            The Alert is a state.
            The Alert begins upon {answered}.
            {decision}
            """,
            string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {Sentence(norm)}")),
            "1. This Agreement enters into force for each Party upon its ratification.\n2. No reservations are permitted.",
            "It is guaranteed that, upon an alarm, Ukraine receives an act to help within 3 days."
        );
        return new RandomBreach(text, [.. guarantors, "Ukraine"]);
    }

    private static string Consequence(Draws draws) =>
        draws.Next(9) switch
        {
            0 => ";\n   failing which Ukraine may, within 30 days, suspend Article 2(1)",
            1 =>
                ";\n   failing which the other Guarantors in force may, by majority within 30 days, suspend Article 2(1)",
            2 => ";\n   failing which it shall report within 2 days",
            3 => ";\n   failing which each other Guarantor in force shall report within 2 days",
            4 => ";\n   failing which any of the Guarantors in force shall report within 2 days",
            _ => "",
        };

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
