using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Payments;

/// <summary>A small agreement drawn at random: two or three duties to pay or to provide, by each, by any, by all together, and a promise of a sum or a number.</summary>
internal sealed record PaymentsAgreement(string Text, string[] Guarantors, int Needed)
{
    public static PaymentsAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] guarantors = draws.OnceIn(3) ? ["France"] : ["France", "Poland"];
        var isSum = draws.OnceIn(2);
        var norms = Enumerable
            .Range(1, 1 + draws.Next(3))
            .Select(number =>
            {
                var bearer = draws.Pick(
                    "each Guarantor in force",
                    "each Guarantor in force",
                    "France",
                    "any of the Guarantors in force",
                    "the Guarantors in force jointly and severally"
                );
                var what = isSum
                    ? $"pay Ukraine at least EUR {draws.Pick(10, 20, 30)}"
                    : $"provide at least {draws.Pick("one measure", "two measures")}";
                var upon = draws.OnceIn(3) ? "Relief" : "an alarm";
                return $"{number}. Upon {upon}, {bearer} shall {what}{(draws.OnceIn(8) ? "" : $" within {draws.Pick(6, 24, 48, 96)} hours")}.";
            })
            .ToList();
        var needed = isSum ? draws.Pick(10, 20, 40) : draws.Pick(1, 2);
        var promised =
            isSum ? $"at least EUR {needed}"
            : needed == 1 ? "at least one measure"
            : "at least two measures";
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(", ", guarantors)} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Commission is a body of 1 member.
            An alarm is an event, reported by Ukraine.
            A measure is military or economic.
            To provide is an act of a Guarantor toward Ukraine, with a measure.
            To pay is an act of a Guarantor toward Ukraine, with an amount in EUR.
            Relief is decided upon an alarm {draws.Pick(
                "by the Commission, by majority of its members, within 12 hours",
                "by majority of the Guarantors in force, within 12 hours; if no Guarantor is in force, Relief fails"
            )}.
            """,
            string.Join('\n', norms),
            "1. This Agreement enters into force for each Party upon its ratification.\n2. No reservations are permitted.",
            $"It is guaranteed that, upon an alarm, Ukraine receives {promised} within 72 hours."
        );
        return new PaymentsAgreement(text, guarantors, needed);
    }
}
