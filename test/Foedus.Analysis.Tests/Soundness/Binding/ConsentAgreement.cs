using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Binding;

/// <summary>A small agreement drawn at random: norms of every grade, ways into force and out of it, reservations.</summary>
/// <param name="Grades">Of each norm, by the sentence that was drawn for it: 4 unconditional to 0 declared not binding.</param>
internal sealed record ConsentAgreement(string Text, string[] Parties, int[] Grades)
{
    public const string Grave = "the alarm is grave";

    public static ConsentAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] parties = ["France", .. draws.OnceIn(2) ? ["Poland"] : Array.Empty<string>(), "Ukraine"];
        var norms = Enumerable.Range(0, 2 + draws.Next(2)).Select(_ => Norm(draws)).ToList();
        var notBinding = norms.FindIndex(norm => norm.Grade == 0);
        var binding = string.Concat(
            norms.Select(
                (norm, index) =>
                    norm.Grade == 0
                        ? $"\n{norms.Count + 1 + index}. Article 2({index + 1}) is not legally binding."
                        : ""
            )
        );
        var delay = draws.OnceIn(5) ? "30 days after" : "upon";
        var entry = draws.Next(8) switch
        {
            0 or 1 => "for each Party upon its ratification",
            2 => $"{delay} ratification by all Parties",
            3 => $"{delay} ratification by 2 Parties",
            4 => $"{delay} ratification by 2 Parties, including {draws.Pick("France", "Ukraine")}",
            5 => $"{delay} ratification by {draws.Pick("the majority", "two thirds")} of the Parties",
            6 => $"{delay} ratification by Ukraine and France",
            _ =>
                $"{delay} ratification by {draws.Pick("1 Party", "2 Parties")}, including {draws.Pick("France", "Ukraine")}",
        };
        List<string> rules = [$"This Agreement enters into force {entry}."];
        rules.AddRange(
            draws.Next(6) switch
            {
                0 => [],
                1 or 2 => ["No reservations are permitted."],
                3 => ["Reservations are permitted."],
                4 => ["Reservations to Article 2(1) are permitted."],
                _ => ["Reservations are permitted.", "No reservations to Article 2(1) are permitted."],
            }
        );
        if (draws.OnceIn(3))
        {
            rules.Add(
                $"This Agreement applies provisionally for {draws.Pick("France", "Ukraine", "each Guarantor")} from {draws.Pick("1 January 2027", "15 January 2026", "1 December 2025")}."
            );
        }
        rules.AddRange(
            draws.Next(4) switch
            {
                0 => [],
                1 => ["No Party may withdraw."],
                _ =>
                [
                    $"Any Party may withdraw by notice to the Depositary; withdrawal takes effect {draws.Pick("6 hours", "1 day", "6 months")} after receipt.",
                ],
            }
        );
        rules.AddRange(
            draws.Pick<string[]>(
                [],
                ["Withdrawal does not affect Article 2(1)."],
                ["Withdrawal does not affect Article 2(1)."],
                ["Withdrawal does not affect Article 2(1)."],
                ["Withdrawal ends all duties."]
            )
        );
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(", ", parties[..^1])} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Mission is a body.
            An attack is an event against a Party, reported by any Party.
            An alarm is an event, reported by any Party or by the Mission.
            The Truce is a state that holds at the start.
            The Truce ends upon an alarm.
            To help is an act of any Party.
            To fire is an act of any Party.
            """,
            string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {norm.Words}")) + binding,
            string.Join('\n', rules.Select((rule, index) => $"{index + 1}. {rule}"))
        );
        return new ConsentAgreement(text, parties, [.. norms.Select(norm => norm.Grade)]);
    }

    private static (string Words, int Grade) Norm(Draws draws)
    {
        var bearer = draws.Pick(
            "each Party in force",
            "each Guarantor in force",
            "France",
            "Ukraine",
            "each Party whether or not in force",
            "any of the Guarantors in force"
        );
        var start = char.ToUpperInvariant(bearer[0]) + bearer[1..];
        return draws.Next(12) switch
        {
            9 => (
                $"Upon an attack, {draws.Pick("each other Party in force", "each other Guarantor in force", "the Party attacked", bearer)} shall help within 24 hours.",
                3
            ),
            10 => (
                $"Upon an attack, {draws.Pick("each other Party in force", "each other Guarantor in force")} shall not fire.",
                3
            ),
            11 => (
                $"When a Party fires, {draws.Pick("each other Party in force", "each other Guarantor in force", bearer)} shall help within 24 hours.",
                3
            ),
            0 or 8 => ($"{start} shall not fire.", 4),
            1 => ($"{start} shall not fire until an alarm.", 4),
            2 => ($"Upon an alarm, {bearer} shall help within 24 hours.", 3),
            3 => ($"Upon an alarm, {bearer} shall not fire.", 3),
            4 => ($"While the Truce holds, {bearer} shall not fire.", 3),
            5 => ($"Upon an alarm, {bearer} should help within 24 hours.", 1),
            6 => (
                $"Upon an alarm, once it has satisfied itself that {Grave}, {draws.Pick("each Guarantor in force", "France", "each Party in force")} shall help within 24 hours.",
                2
            ),
            _ => ($"Upon an alarm, {bearer} shall help within 24 hours.", 0),
        };
    }
}
