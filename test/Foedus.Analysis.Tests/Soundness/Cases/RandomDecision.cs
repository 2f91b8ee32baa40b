using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>A small agreement with one decision that somebody, or nobody, makes.</summary>
internal static class RandomDecision
{
    public static readonly string[] Parties = ["France", "Poland", "Ukraine"];

    public static string Draw(int seed)
    {
        var draws = new Draws(seed);
        var group =
            $"by {draws.Pick("majority", "two thirds", "at least 1")} of the Guarantors in force, within {1 + draws.Next(3)} days";
        var empty = $"if no Guarantor is in force, Relief {draws.Pick("fails", "is made", "is made", "is refused")}";
        var end = draws.Pick("Relief fails", "Relief is made", "Relief is refused");
        var stages = draws.Next(8) switch
        {
            6 => draws.Pick(
                "by France, within 2 days",
                $"by any Guarantor in force, within 2 days;\n  {empty}",
                $"by majority of the Guarantors whether or not in force, within 2 days;\n  {empty}"
            ),
            7 =>
                $"first by the Court, within 1 day;\n  upon refusal, Relief is made;\n  absent decision, {group};\n  {empty}",
            0 => "by the Court, within 1 day",
            1 => $"{group};\n  {empty}",
            2 => $"first by the Court, within 1 day;\n  upon refusal, {end};\n  absent decision, {group};\n  {empty}",
            3 => $"first by the Court, within 1 day;\n  absent decision, {end};\n  upon refusal, {group};\n  {empty}",
            4 => $"first by the Court, within 1 day;\n  absent decision, or upon refusal, {group};\n  {empty}",
            _ => $"first {group};\n  absent decision, or upon refusal, by the Court, within 1 day;\n  {empty}",
        };
        var who = draws.Pick(
            "each Guarantor in force",
            "each Guarantor in force",
            "each Guarantor",
            "the Guarantors in force together",
            "each Guarantor that is or becomes in force",
            "each Party",
            "France"
        );
        var more = draws.Next(12) switch
        {
            0 => "\n2. Upon Relief, Ukraine may strike.",
            1 => "\n2. Each Party shall not strike.",
            2 => "\n2. Upon failure of Relief, Ukraine may strike.",
            3 => "\n2. Upon failure of Relief, each Party shall help Ukraine within 3 days.",
            4 => "\n2. Upon refusal of Relief, Ukraine shall strike within 3 days.",
            5 => "\n2. Upon an alarm, each Party shall help Ukraine within 5 days.",
            _ => "",
        };
        return Drafts.Text(
            "",
            $"""
            France, Poland and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Court is a body.
            An alarm is an event, reported by {draws.Pick(
                "any Party in force",
                "any Party in force",
                "any Party",
                "any Party",
                "Ukraine",
                "the Court",
                "any Party or by the Court",
                "any Party in force"
            )}.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            Relief is decided upon an alarm {stages}.
            """,
            $"1. Upon Relief, {who} shall help Ukraine within 3 days.{more}",
            draws.Pick(
                "This Agreement enters into force for each Party upon its ratification.",
                "This Agreement enters into force for each Party upon its ratification.",
                "This Agreement enters into force upon ratification by all Parties.",
                "This Agreement is in force from 1 January 2026."
            )
        );
    }
}
