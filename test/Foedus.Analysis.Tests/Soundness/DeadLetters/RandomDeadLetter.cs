using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.DeadLetters;

/// <summary>A small agreement with clauses that may wait for what cannot happen, forbid or demand what cannot be done, or say what another says.</summary>
internal static class RandomDeadLetter
{
    public static readonly string[] Parties = ["France", "Ukraine"];

    public static string Draw(int seed)
    {
        var draws = new Draws(seed);
        var decision = draws.Next(2) switch
        {
            0 => "by the Court, within 2 days",
            _ =>
                $"by the Court, within 2 days;\n  absent decision, Relief {draws.Pick("fails", "is made", "is refused")};\n  upon refusal, Relief {draws.Pick("fails", "is refused")}",
        };
        var begins = draws.Pick("", "an alarm", "a rumour");
        var ends = draws.Pick("", "upon a rumour", "when Ukraine protests");
        var definitions = $"""
            A Witness is a Party other than France and Ukraine.
            The Court is a body.
            An alarm is an event, reported by {draws.Pick("any Party", "Ukraine", "the Court")}.
            A rumour is an event, reported by {draws.Pick("a Witness", "a Witness", "France")}.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            To protest is an act of Ukraine.
            The Alert is a state{draws.Pick("", "", " that holds at the start")}.
            {(begins.Length > 0 ? $"The Alert begins upon {begins}." : "")}
            {(ends.Length > 0 ? $"The Alert ends {ends}." : "")}
            Relief is decided upon {draws.Pick("an alarm", "an alarm", "a rumour")} {decision}.
            """;
        var clauses = new List<string>();
        var count = 2 + draws.Next(2);
        for (var i = 0; i < count; i++)
        {
            clauses.Add(Clause(draws, clauses));
        }
        if (draws.OnceIn(4))
        {
            // What nobody may do cannot be done, nor done wrong.
            clauses.Add(
                $"{draws.Pick("France", "each Party")} has no right to {draws.Pick("help", "strike")}.".Replace(
                    "each",
                    "Each",
                    StringComparison.Ordinal
                )
            );
            clauses.Add(
                draws.Pick("France shall not strike.", "Upon an alarm, France shall help Ukraine within 3 days.")
            );
        }
        return Drafts.Text(
            "France, Ukraine",
            definitions,
            string.Join('\n', clauses.Select((clause, index) => $"{index + 1}. {clause}")),
            "This Agreement enters into force upon ratification by all Parties."
        );
    }

    private static string Clause(Draws draws, List<string> before)
    {
        if (before.Count > 0 && draws.OnceIn(4))
        {
            // Nearly or just what another clause says.
            var again = draws.Pick([.. before]);
            return
                again.StartsWith("Notwithstanding", StringComparison.Ordinal)
                || again.Contains(" may ", StringComparison.Ordinal)
                ? again
                : again.Replace("within 3 days", $"within {draws.Pick(2, 3, 5)} days", StringComparison.Ordinal);
        }
        var trigger = draws.Next(12) switch
        {
            0 => "upon a rumour, ",
            1 => "upon the beginning of the Alert, ",
            2 => "upon the end of the Alert, ",
            3 => "upon Relief, ",
            4 => "upon refusal of Relief, ",
            5 => "upon failure of Relief, ",
            6 => "upon silence on Relief, ",
            7 when before.Count > 0 && before[0].Contains(" shall ", StringComparison.Ordinal) =>
                "upon a breach of Article 2(1), ",
            8 => "upon a rumour or an alarm, ",
            _ => "upon an alarm, ",
        };
        var condition = draws.Next(6) switch
        {
            0 => "if the Alert holds, ",
            1 => "while the Alert holds, ",
            2 => "if the Alert does not hold, ",
            _ => "",
        };
        var who = draws.Pick("France", "France", "each Party", "Ukraine");
        // What must be true when the agreement enters into force is another matter: it is not drawn.
        string Or(string occasion, string asked) =>
            draws.OnceIn(2) && !asked.StartsWith("if", StringComparison.Ordinal) ? asked : occasion + asked;
        return draws.Next(10) switch
        {
            0 or 1 => Sentence($"{Or(trigger, condition)}{who} shall not strike."),
            2 => Sentence($"{trigger}{condition}{who} may strike."),
            3 when before.Count > 0 && before[0].Contains("shall not strike", StringComparison.Ordinal) =>
                $"Notwithstanding Article 2(1), {trigger}{condition}{who} may strike.",
            4 or 5 => Sentence(
                $"{Or(trigger, condition)}{draws.Pick("France", "each Party")} has no right to {draws.Pick("help", "strike")}."
            ),
            _ => Sentence(
                $"{trigger}{condition}{draws.Pick("France", "France", "each Party")} shall help Ukraine within 3 days."
            ),
        };
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
