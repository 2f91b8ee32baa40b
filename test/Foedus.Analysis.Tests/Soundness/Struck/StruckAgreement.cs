using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Struck;

/// <summary>A small agreement drawn at random that promises help to whichever party is attacked.</summary>
/// <param name="Strikable">Those against whom an attack may be.</param>
/// <param name="Horizon">The hours within which help is promised.</param>
internal sealed record StruckAgreement(string Text, string[] Parties, string[] Strikable, int Horizon)
{
    public static StruckAgreement Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] parties = ["Belgium", "France", .. draws.OnceIn(3) ? Array.Empty<string>() : ["Poland"]];
        string[] norms = [.. Enumerable.Range(0, 1 + draws.Next(2)).Select(_ => Norm(draws))];
        // Never the very moment at which a duty falls due.
        var horizon = draws.Pick(9, 18, 30);
        var target = draws.Pick("a Party", "a Party", "a Party", "a Neighbour", "Belgium");
        var text = Drafts.Text(
            "",
            $"""
            {string.Join(", ", parties[..^1])} and {parties[^1]} are Parties.
            A Neighbour is Belgium or France.
            An attack is an event against {target}, reported by any Party.
            To help is an act of a Party toward a Party.
            """,
            string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {norm}")),
            "This Agreement enters into force for each Party upon its ratification.",
            $"It is guaranteed that, upon an attack, the Party attacked receives an act to help within {horizon} hours."
        );
        string[] strikable = target switch
        {
            "a Party" => parties,
            "Belgium" => ["Belgium"],
            _ => ["Belgium", "France"],
        };
        return new StruckAgreement(text, parties, strikable, horizon);
    }

    private static string Norm(Draws draws)
    {
        var bearer = draws.Pick(
            "each other Party in force",
            "each other Party in force",
            "each other Neighbour in force",
            "each Neighbour in force",
            "Belgium",
            "France"
        );
        return $"Upon an attack, {bearer} shall help the Party attacked{draws.Pick("", " within 6 hours", " within 12 hours", " within 12 hours", " within 24 hours")}.";
    }
}
