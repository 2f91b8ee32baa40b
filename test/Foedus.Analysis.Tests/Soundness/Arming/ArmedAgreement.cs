using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Arming;

/// <summary>A small guarantee drawn at random, and the ceasefire it rests on: what arms it, who can end the one and what becomes of the other.</summary>
/// <param name="Sides">The parties of the ceasefire.</param>
internal sealed record ArmedAgreement(string Text, string Ceasefire, string[] Sides)
{
    public static readonly string[] Parties = ["France", "Poland", "Ukraine"];

    public static ArmedAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] sides = draws.OnceIn(3) ? ["Russia", "Ukraine", "France"] : ["Russia", "Ukraine"];
        var (rests, hasBan) = Rests(draws, sides);
        return new ArmedAgreement(Guarantee(draws, hasBan), rests, sides);
    }

    private static (string Text, bool HasBan) Rests(Draws draws, string[] sides)
    {
        var hasBan = !draws.OnceIn(4);
        List<string> norms =
        [
            hasBan ? $"{draws.Pick("Each Party", "Each Party", "Russia")} shall not fire." : "Each Party may retreat.",
            .. draws.OnceIn(2)
                ? (string[])[$"Upon a shot, {draws.Pick("Russia", "each Party")} shall retreat within 3 days."]
                : [],
        ];
        var hasDuty = norms.Count > 1;
        if (draws.OnceIn(2))
        {
            norms.Add(
                draws.Pick(
                    "Ukraine may terminate this Agreement.",
                    "Upon a shot, Russia may terminate this Agreement.",
                    "Any Party may suspend this Agreement.",
                    hasBan
                        ? "Upon a breach of Article 2(1), Ukraine may terminate this Agreement."
                        : "Russia may terminate this Agreement."
                )
            );
        }
        List<string> rules =
        [
            $"This Agreement {draws.Pick(
                "enters into force upon ratification by all Parties",
                "enters into force upon ratification by all Parties",
                "enters into force for each Party upon its ratification",
                "enters into force upon ratification by Ukraine",
                "enters into force 30 days after ratification by all Parties",
                "is in force from 1 January 2026"
            )}.",
            .. draws.Next(4) switch
            {
                0 => (string[])[],
                1 => ["No Party may withdraw."],
                _ =>
                [
                    $"Any Party may withdraw by notice to the Depositary; withdrawal takes effect {draws.Pick("1 day", "6 months")} after receipt.",
                ],
            },
            .. draws.Next(6) switch
            {
                0 when hasBan => (string[])["This Agreement remains in force until a breach of Article 2(1)."],
                1 when hasDuty => ["This Agreement remains in force until a breach of Article 2(2)."],
                2 => ["This Agreement remains in force until a shot."],
                _ => [],
            },
        ];
        return (
            Drafts
                .Text(
                    "",
                    $"""
                    {string.Join(", ", sides[..^1])} and {sides[^1]} are Parties.
                    A shot is an event, reported by {draws.Pick("any Party", "Ukraine", "Russia")}.
                    To fire is an act of a Party.
                    To retreat is an act of a Party.
                    """,
                    Numbered(norms),
                    Numbered(rules)
                )
                .Replace("id: drawn\ntitle: Drawn", "id: ceasefire\ntitle: Ceasefire", StringComparison.Ordinal),
            hasBan
        );
    }

    private static string Guarantee(Draws draws, bool hasBan)
    {
        var occasion = hasBan && draws.OnceIn(4) ? "a breach of Article 2(1) of the Ceasefire" : "an alarm";
        var norms = Enumerable.Range(0, draws.OnceIn(3) ? 2 : 1).Select(_ => Norm(draws, occasion));
        return Drafts.Text(
            "",
            $"""
            France, Poland and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Ceasefire is the agreement in ceasefire.foedus.md.
            An alarm is an event, reported by {draws.Pick("Ukraine", "any Party", "any Party in force")}.
            To help is an act of a Guarantor toward Ukraine.
            """,
            Numbered(norms),
            $"This Agreement enters into force {draws.Pick(
                "for each Party upon its ratification",
                "for each Party upon its ratification",
                "upon ratification by all Parties",
                "for each Party upon its ratification, once the Ceasefire is in force"
            )}.",
            $"It is guaranteed that, upon {occasion}, Ukraine receives an act to help within 3 days."
        );
    }

    private static string Norm(Draws draws, string occasion)
    {
        var condition = draws.Pick(
            "if the Ceasefire is in force, ",
            "if the Ceasefire is in force, ",
            "if the Ceasefire is not in force, ",
            "while the Ceasefire is in force, ",
            "if the Ceasefire is in force for Russia, ",
            "if the Ceasefire is in force for Russia, ",
            "if the Ceasefire is in force for Ukraine, ",
            "if the Ceasefire has entered into force, "
        );
        var bearer = draws.Pick("each Guarantor in force", "any of the Guarantors in force", "France");
        var upon = draws.OnceIn(6) ? "the end of the Ceasefire" : occasion;
        return $"Upon {upon}, {condition}{bearer} shall help Ukraine{(draws.OnceIn(6) ? "" : $" within {draws.Pick(1, 2, 2, 4)} days")}.";
    }

    private static string Numbered(IEnumerable<string> sentences) =>
        string.Join('\n', sentences.Select((sentence, index) => $"{index + 1}. {sentence}"));
}
