using System.Globalization;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Cases;

/// <summary>A small agreement whose clauses answer raids, some of them only raids of a kind.</summary>
internal static class RandomCases
{
    public static readonly string[] Means = ["nuclear", "chemical"];
    public static readonly int[] Deaths = [5, 10, 20];

    public static string Draw(int seed)
    {
        var draws = new Draws(seed);
        var throughDecision = draws.OnceIn(4);
        var throughState = draws.OnceIn(5);
        var definitions = $"""
            France and Ukraine are Parties.
            The Court is a body.
            The Zone is the area bounded by (47.0, 37.0), (47.0, 38.0), (48.0, 38.0), (48.0, 37.0).
            A raid is an event, reported by any Party, with a means, a place and a number of deaths.
            To help is an act of France toward Ukraine.
            To strike is an act of a Party.
            {(throughDecision ? $"Relief is decided upon a raid{Filters(draws)} by the Court, within 2 days." : "")}
            {(throughState ? $"The Alert is a state.\nThe Alert begins upon a raid{Filters(draws)}." : "")}
            """;
        var clauses = new List<string>();
        if (throughDecision)
        {
            clauses.Add("Upon Relief, France shall help Ukraine within 3 days.");
        }
        if (throughState)
        {
            clauses.Add("Upon the beginning of the Alert, France shall help Ukraine within 3 days.");
        }
        var more = throughDecision || throughState ? draws.Next(2) : 1 + draws.Next(3);
        for (var i = 0; i < more; i++)
        {
            var trigger = $"Upon a raid{Filters(draws)}{(draws.OnceIn(6) ? $" or a raid{Filters(draws)}" : "")}";
            clauses.Add(
                draws.Next(6) switch
                {
                    0 => $"{trigger}, Ukraine may strike.",
                    1 => $"{trigger}, France shall not strike.",
                    _ => $"{trigger}, France shall help Ukraine within {1 + draws.Next(5)} days.",
                }
            );
        }
        return Drafts.Text(
            "",
            definitions,
            string.Join('\n', clauses.Select((clause, index) => $"{index + 1}. {clause}")),
            "This Agreement enters into force upon ratification by all Parties."
        );
    }

    private static string Filters(Draws draws)
    {
        var filters = "";
        if (draws.OnceIn(4))
        {
            filters += draws.Pick(" in the Zone", " outside the Zone");
        }
        if (draws.OnceIn(3))
        {
            filters += $" with means \"{draws.Pick("nuclear", "chemical", "nuclear\" or \"chemical")}\"";
        }
        if (!draws.OnceIn(3))
        {
            filters +=
                $" with {draws.Pick("at least", "at least", "more than", "fewer than", "at most", "exactly")} {draws.Pick(Deaths).ToString(CultureInfo.InvariantCulture)} deaths";
        }
        return filters;
    }
}
