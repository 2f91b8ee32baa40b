using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Disputes;

/// <summary>A small agreement with open terms, some of which decide what somebody owes.</summary>
internal static class RandomStandard
{
    /// <summary>The open terms that may stand in the text, in its own words.</summary>
    public static readonly string[] Terms = ["\"the danger is grave\"", "\"the harm is great\""];

    public static string Draw(int seed)
    {
        var draws = new Draws(seed);
        var decides = draws.OnceIn(3);
        var clauses = new List<string> { draws.OnceIn(2) ? "France shall not strike." : Clause(draws, decides, false) };
        var isBan = clauses[0].Contains("shall not", StringComparison.Ordinal);
        for (var i = 0; i < 1 + draws.Next(2); i++)
        {
            clauses.Add(Clause(draws, decides, isBan));
        }
        return Drafts.Text(
            "",
            $"""
            France and Ukraine are Parties.
            The Court is a body.
            An alarm is an event, reported by any Party.
            A flood is an event, reported by any Party.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            The Alert is a state.
            The Ever is a state that holds at the start.
            The Never is a state.
            {(
                decides
                    ? $"Relief is decided upon an alarm{(draws.OnceIn(2) ? $", if {draws.Pick(Terms)}," : "")} by the Court, within 4 days."
                    : ""
            )}
            """,
            string.Join('\n', clauses.Select((clause, index) => $"{index + 1}. {clause}")),
            "This Agreement enters into force for each Party upon its ratification."
        );
    }

    /// <summary>The text as who holds the term met, or not met, would have written it; the other term is taken as met.</summary>
    public static string Written(string text, string term, bool isMet) =>
        Terms.Aggregate(
            text,
            (written, other) =>
                written.Replace(
                    other,
                    other == term && !isMet ? "the Never holds" : "the Ever holds",
                    StringComparison.Ordinal
                )
        );

    private static string Clause(Draws draws, bool decides, bool isAfterBan)
    {
        var open = draws.Pick(Terms);
        return draws.Next(10) switch
        {
            0 => $"Upon an alarm, if {open}, France shall help Ukraine within 3 days.",
            1 => $"Upon an alarm, France shall help Ukraine within 3 days unless {open}.",
            2 => $"While {open}, France shall not strike.",
            3 => $"Upon a flood, if {open}, France shall help Ukraine.",
            4 => $"Upon the beginning of the Alert, if {open}, France shall help Ukraine within 3 days.",
            5 or 6 when isAfterBan => $"Notwithstanding Article 2(1), upon an alarm, if {open}, France may strike.",
            5 => $"Upon an alarm, if {open}, Ukraine may strike.",
            6 => $"Upon an alarm, if {open}, Ukraine has no right to strike.",
            7 when decides => "Upon Relief, France shall help Ukraine within 3 days.",
            8 when decides => $"Upon Relief, if {open}, France shall help Ukraine within 3 days.",
            _ => "Upon an alarm, France shall help Ukraine within 3 days.",
        };
    }
}
