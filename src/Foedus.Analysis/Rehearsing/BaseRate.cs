using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>How often commitments of a kind were honoured, as published: always a range, with where it comes from.</summary>
public sealed record BaseRate(string Name, double Low, double High, string Source)
{
    private const double Confidence = 0.95;
    private const string Data = "Berkemeier and Fuhrmann (2018), Research & Politics 5(2), replication data";

    /// <summary>All that are known, in the order of docs/stress.md.</summary>
    public static ImmutableArray<BaseRate> All { get; } =
    [
        // The ends are two studies' figures: they count other wars and other duties, and no number between them is better founded.
        new(
            "alliances in war",
            12.0 / 54,
            0.75,
            $"22 % (12 of 54 after 1945) and 50 % (73 of 146 in all) in {Data}; about 75 % in Leeds, Long and Mitchell (2000), Journal of Conflict Resolution 44(5); other studies find 67 to 75 %"
        ),
        Counted("alliances in war before 1945", 61, 92),
        Counted("alliances in war after 1945", 12, 54),
        Counted("defence pacts in war", 42, 102),
    ];

    private static BaseRate Counted(string name, int honoured, int of)
    {
        var (low, high) = BinomialInterval.Of(honoured, of, Confidence);
        return new BaseRate(
            name,
            Math.Round(low, 2),
            Math.Round(high, 2),
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{honoured} of {of} in {Data}; the range is the 95 % interval of Clopper and Pearson"
            )
        );
    }
}
