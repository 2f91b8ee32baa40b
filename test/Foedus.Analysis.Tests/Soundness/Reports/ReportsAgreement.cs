using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Reports;

/// <summary>A small agreement drawn at random: two events with their reporters, a state and a vote they may set off, duties upon each, and a promise.</summary>
internal sealed record ReportsAgreement(string Text, string[] Parties)
{
    public static ReportsAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] parties = ["Ukraine", "France", .. draws.OnceIn(2) ? ["Poland"] : Array.Empty<string>()];
        if (draws.OnceIn(2))
        {
            Array.Reverse(parties);
        }
        string Reporter() =>
            draws.Pick("Ukraine", "Ukraine", "any Party", "the Mission", "France", "Ukraine or by the Mission");
        string Occasion(bool isPromise) =>
            draws.Next(isPromise ? 4 : 5) switch
            {
                0 => "an alarm",
                1 => "a storm",
                2 => "Relief",
                3 => "the beginning of the Alert",
                _ => "an alarm or a storm",
            };
        string Bearer() =>
            draws.Pick(
                "each Guarantor in force",
                "each Guarantor in force",
                "France",
                "Ukraine",
                "each Party in force",
                "any of the Guarantors in force"
            );
        var (alert, vote) = (draws.Pick("an alarm", "a storm"), draws.Pick("an alarm", "a storm"));
        var promised = Occasion(isPromise: true);
        // The duty that serves the promise follows upon the same occasion, or upon what that occasion sets off.
        var served =
            draws.OnceIn(2) ? promised
            : promised == vote ? "Relief"
            : promised == alert ? "the beginning of the Alert"
            : promised;
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(" and ", (string[])[string.Join(", ", parties[..^1]), parties[^1]])} are Parties.
            A Guarantor is a Party other than Ukraine.
            The Mission is a body.
            An alarm is an event, reported by {Reporter()}.
            A storm is an event, reported by {Reporter()}.
            The Alert is a state.
            The Alert begins upon {alert}.
            To help is an act of a Guarantor toward Ukraine.
            To arm is an act of any Party.
            Relief is decided upon {vote} by majority of the Guarantors in force, within 24 hours; if no Guarantor is in force, Relief fails.
            """,
            $"""
            1. Upon {served}, each Guarantor in force shall help Ukraine within 48 hours.
            2. Upon {Occasion(isPromise: false)}, {Bearer()} shall arm within 24 hours.
            3. Upon {Occasion(isPromise: false)}, {Bearer()} shall {draws.Pick("not arm", "arm within 10 days")}.
            """,
            "1. This Agreement enters into force for each Party upon its ratification.\n2. No reservations are permitted.",
            $"It is guaranteed that, upon {promised}, Ukraine receives an act to help within 10 days."
        );
        return new ReportsAgreement(text, parties);
    }
}
