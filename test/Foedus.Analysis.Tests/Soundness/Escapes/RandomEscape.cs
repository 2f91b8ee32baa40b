using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Escapes;

/// <summary>A small agreement whose bearer may be able to excuse itself, may have to find that it owes anything, and may have a time that need not begin.</summary>
internal static class RandomEscape
{
    public const string Judgment = "the alarm is true";

    public static readonly string[] Parties = ["France", "Ukraine"];

    public static string Draw(int seed)
    {
        var draws = new Draws(seed);
        var definitions = $"""
            France and Ukraine are Parties.
            The Court is a body.
            An alarm is an event, reported by {draws.Pick("Ukraine", "any Party", "the Court")}.
            A flood is an event, reported by {draws.Pick(
                "France",
                "any Party",
                "the Court",
                "Ukraine",
                "France or by the Court"
            )}.
            A finding is an event, reported by {draws.Pick("the Court", "France", "Ukraine")}.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            To protest is an act of a Party.
            The Truce is a state{draws.Pick("", " that holds at the start")}.
            {draws.Pick("", "The Truce begins upon an alarm.", "The Truce begins upon a finding.")}
            The Truce ends {draws.Pick(
                "upon a flood",
                "upon a finding",
                "when France strikes",
                "when Ukraine protests"
            )}.
            Relief is decided upon an alarm by the Court, within 2 days.
            """;
        var clauses = string.Join(
            '\n',
            Enumerable.Range(1, 1 + draws.Next(2)).Select(number => $"{number}. {Clause(draws)}")
        );
        return Drafts.Text(
            "",
            definitions,
            clauses,
            "This Agreement enters into force upon ratification by all Parties."
        );
    }

    private static string Clause(Draws draws)
    {
        var excuse = draws.Next(9) switch
        {
            5 => " unless it has protested",
            6 => " unless any Party has protested",
            0 => " unless a flood has occurred",
            1 => " unless a finding has occurred in the last 2 days",
            2 => $" unless {draws.Pick("France", "Ukraine")} has protested",
            3 => " unless Relief has been refused",
            4 => " unless a flood has occurred and a finding has occurred",
            _ => "",
        };
        var state = draws.OnceIn(4) ? "while the Truce holds, " : "";
        if (draws.OnceIn(4))
        {
            return Sentence(
                $"{draws.Pick("", "upon an alarm, ")}{state}{draws.Pick("France", "each Party")} shall not strike{excuse}."
            );
        }
        var trigger = draws.Next(8) switch
        {
            4 => "upon Relief, once it has satisfied itself that the alarm is true, ",
            0 => "once it has satisfied itself that the alarm is true, ",
            1 => "upon Relief, ",
            2 => "upon a finding, ",
            3 => "upon an alarm, once it has satisfied itself that the alarm is true, ",
            _ => "upon an alarm, ",
        };
        var time = draws.Next(6) switch
        {
            0 => " within 3 days of a finding",
            1 => " within 3 days of a finding, at the latest within 9 days of an alarm",
            2 => " within 3 days of Relief",
            3 => " within 3 days of an alarm",
            _ => " within 3 days",
        };
        return Sentence(
            $"{trigger}{state}{draws.Pick("France", "France", "each Party", "any of the Parties")} shall help Ukraine{time}{excuse}."
        );
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
