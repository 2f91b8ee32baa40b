using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Votes;

/// <summary>A small agreement drawn at random: a vote of one or two stages with quorums, thresholds and times, and what follows if it is made or not.</summary>
internal sealed record VotesAgreement(string Text, string[] Guarantors, int Members)
{
    private static readonly string[] States = ["France", "Poland", "Canada", "Norway"];

    public static VotesAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        var guarantors = States[..(1 + draws.Next(4))];
        var members = 1 + draws.Next(4);
        var first = Stage(draws, mustHaveTime: true);
        var second = Stage(draws, mustHaveTime: false);
        var stages = draws.Next(6) switch
        {
            0 => Stage(draws, mustHaveTime: false),
            1 => $"first {first};\n  absent decision, or upon refusal, {second}",
            2 => $"first {first};\n  refusal is final; absent decision, {second}",
            3 => $"first {first};\n  absent decision, Relief fails; upon refusal, {second}",
            4 => $"first {first};\n  absent decision, Relief is made; upon refusal, {second}",
            _ => $"first {first};\n  upon refusal, Relief is made; absent decision, {second}",
        };
        var empty = stages.Contains("Guarantors", StringComparison.Ordinal)
            ? $";\n  if no Guarantor is in force, Relief {draws.Pick("fails", "is made")}"
            : "";
        List<string> norms = ["Upon Relief, each Guarantor in force shall help Ukraine within 24 hours."];
        norms.AddRange(
            draws.OnceIn(3)
                ?
                [
                    $"Upon {draws.Pick("refusal of", "failure of", "silence on")} Relief, Ukraine shall arm within 24 hours.",
                ]
                : []
        );
        norms.AddRange(draws.OnceIn(4) ? ["Upon an alarm, Ukraine shall arm within 10 days."] : []);
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(", ", guarantors)} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Commission is a body of {members} member{(members == 1 ? "" : "s")}.
            An alarm is an event, reported by Ukraine.
            To help is an act of a Guarantor toward Ukraine.
            To arm is an act of any Party.
            Relief is decided upon an alarm {stages}{empty}.
            """,
            string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {norm}")),
            "1. This Agreement enters into force for each Party upon its ratification.\n2. No reservations are permitted."
        );
        return new VotesAgreement(text, guarantors, members);
    }

    private static string Stage(Draws draws, bool mustHaveTime)
    {
        var threshold = draws.Pick("majority", "two thirds", "unanimity", "at least 1", "at least 2");
        var quorum = draws.OnceIn(2) ? $", with a quorum of {draws.Pick(2, 3)}" : "";
        var time = mustHaveTime || !draws.OnceIn(5) ? $", within {draws.Pick(12, 24)} hours" : "";
        return draws.OnceIn(2)
            ? $"by the Commission, by {threshold} of its members{quorum}{time}"
            : $"by {threshold} of the Guarantors in force{draws.Pick("", "", " present and voting")}{quorum}{time}";
    }
}
