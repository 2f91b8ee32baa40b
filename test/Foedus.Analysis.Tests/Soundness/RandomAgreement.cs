using System.Globalization;

namespace Foedus.Analysis.Tests.Soundness;

/// <summary>A small agreement drawn at random: one to three guarantors, one decision or none, one duty to help, a way out or none, a promise.</summary>
/// <param name="Complies">Who is assumed to do what it owes, whatever else it fails at.</param>
/// <param name="ReportsAll">Whether it is assumed that the Commission reports every alarm.</param>
internal sealed record RandomAgreement(
    string Text,
    string[] Guarantors,
    string Reporter,
    int Members,
    int Horizon,
    string[] Complies,
    bool ReportsAll
)
{
    /// <summary>The help is owed to each other party, the beneficiary among them.</summary>
    public bool IsMutual { get; init; }

    private static readonly string[] States = ["France", "Poland", "Canada"];

    public static RandomAgreement Draw(int seed)
    {
        // The linear congruential generator of Knuth's MMIX: the same draws on every machine and version.
        var state = unchecked(((ulong)seed * 6364136223846793005UL) + 1442695040888963407UL);
        int Next(int below)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            return (int)((state >> 33) % (ulong)below);
        }
        string Pick(params string[] of) => of[Next(of.Length)];
        int Hours() => ((int[])[6, 12, 24, 36])[Next(4)];

        var guarantors = States[..(Next(10) == 0 ? 3 : 1 + Next(2))];
        var members = 1 + Next(3);
        var reporter = Pick("Ukraine", "any Party", "the Commission", "any Party or by the Commission");
        var hasDecision = Next(4) > 0;
        var decision = "";
        if (hasDecision)
        {
            var shape = Next(5);
            // Only a last stage may be without a limit: the compiler refuses another.
            var limit = shape == 0 && Next(8) == 0 ? "" : $", within {Hours()} hours";
            var group =
                $"{Pick("by majority of", "by two thirds of", "by unanimity of", "by at least 1 of")} the Guarantors in force{(Next(8) == 0 ? "" : $", within {Hours()} hours")}";
            var empty = $";\n  if no Guarantor is in force, Relief {Pick("fails", "is made")}";
            var commission = $"by the Commission, by {Pick("majority", "unanimity")} of its members{limit}";
            decision =
                "Relief is decided upon an alarm "
                + shape switch
                {
                    0 => commission,
                    1 => group + empty,
                    2 => $"first {commission};\n  refusal is final; absent decision, {group}{empty}",
                    3 => $"first {commission};\n  absent decision, Relief fails; upon refusal, {group}{empty}",
                    _ => $"first {commission};\n  absent decision, or upon refusal, {group}{empty}",
                }
                + ".";
        }
        var bearer = Pick(
            "each Guarantor in force",
            "each Guarantor that is or becomes in force",
            "any of the Guarantors in force",
            "the Guarantors in force together",
            "France"
        );
        var time = Next(5) == 0 ? "" : $" within {Hours()} hours";
        var consequence =
            time.Length > 0 && Next(3) == 0 ? ";\n   failing which Ukraine may, within 30 days, suspend Article 3" : "";
        var ban = Next(5) == 0 ? "\n2. Each Guarantor in force shall not help." : "";
        var notice = Pick("12 months", "1 day", "6 hours");
        var leaving = Next(3) switch
        {
            0 => "",
            1 =>
                $"\n2. Any Party may withdraw by notice to the Depositary; withdrawal takes effect {notice} after receipt.",
            _ =>
                $"\n2. Any Party may withdraw by notice to the Depositary; withdrawal takes effect {notice} after receipt.\n3. Withdrawal ends all duties.",
        };
        var horizon = ((int[])[12, 24, 48, 60, 96])[Next(5)];
        // Drawn last: the agreements of earlier days stay as they were.
        var isMutual = Next(4) == 0;
        var (assumed, complies) = (isMutual ? 5 : Next(6)) switch
        {
            0 => ("France complies with this Agreement", ["France"]),
            1 => ("each Guarantor complies with Article 3(1)", guarantors),
            2 => ("the Commission reports every alarm", Array.Empty<string>()),
            _ => ("", Array.Empty<string>()),
        };
        var annex = assumed.Length == 0 ? "" : $"\n## Article 6\n```foedus\nIt is assumed that {assumed}.\n```";
        var text = $"""
            ## Article 1
            ```foedus
            {string.Join(", ", guarantors)} and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Commission is a body of {members} member{(members == 1 ? "" : "s")}.
            An alarm is an event, reported by {reporter}.
            To help is an act of a Guarantor toward {(isMutual ? "a Party" : "Ukraine")}.
            ```
            ## Article 2
            ```foedus
            {decision}
            ```
            ## Article 3
            ```foedus
            1. Upon {(hasDecision ? "Relief" : "an alarm")}, {bearer} shall help {(
                isMutual ? "each other Party in force" : "Ukraine"
            )}{time}{consequence}.{ban}
            ```
            ## Article 4
            ```foedus
            1. This Agreement enters into force for each Party upon its ratification.{leaving}
            ```
            ## Article 5
            ```foedus
            It is guaranteed that, upon an alarm, Ukraine receives an act to help within {horizon.ToString(
                CultureInfo.InvariantCulture
            )} hours.
            ```{annex}
            """;
        return new RandomAgreement(
            text,
            guarantors,
            reporter,
            members,
            horizon,
            complies,
            assumed.StartsWith("the Commission", StringComparison.Ordinal)
        )
        {
            IsMutual = isMutual,
        };
    }
}
