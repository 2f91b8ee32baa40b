using System.Collections.Immutable;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Disputes;

/// <summary>A small agreement that two or three readers read in their own ways, and the text each of them would have written.</summary>
/// <param name="Readers">Who reads, the text as that reader reads it, and whether it binds in law for that reader.</param>
internal sealed record RandomDispute(string Text, ImmutableArray<(string Reader, string Text, bool IsBinding)> Readers)
{
    private static readonly string[] Names = ["France", "Poland", "Ukraine"];

    public static RandomDispute Draw(int seed)
    {
        var draws = new Draws(seed);
        var (begins, ends, helpers) = (Begins(draws), Ends(draws), Helpers(draws));
        string[] clauses = [.. Enumerable.Range(0, 1 + draws.Next(2)).Select(_ => Clause(draws))];
        var force = draws.Pick("", "", "This Agreement is legally binding.", "This Agreement is not legally binding.");
        var readings = new List<string>();
        var readers = ImmutableArray.CreateBuilder<(string, string, bool)>();
        foreach (var reader in Names[..(2 + draws.Next(2))])
        {
            var (itsBegins, itsEnds, itsForce, itsHelpers) = (begins, ends, force, helpers);
            var itsClauses = clauses.ToArray();
            var subjects = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < 1 + draws.Next(2); i++)
            {
                // One reading a reader and a subject: the compiler refuses two of the same.
                var subject = draws.Pick("end", "end", "same end", "beginning", "norm", "force", "helpers");
                if (!subjects.Add(subject.Split(' ')[^1]))
                {
                    continue;
                }
                switch (subject)
                {
                    case "end":
                        itsEnds = Ends(draws);
                        readings.Add($"Reading of {reader}: the Truce ends {itsEnds}.");
                        break;
                    case "beginning":
                        itsBegins = Begins(draws);
                        readings.Add($"Reading of {reader}: the Truce begins {itsBegins}.");
                        break;
                    case "helpers":
                        itsHelpers = Helpers(draws);
                        readings.Add($"Reading of {reader}: a Helper is {itsHelpers}.");
                        break;
                    case "norm":
                        var which = draws.Next(clauses.Length);
                        itsClauses[which] = Clause(
                            draws,
                            clauses[which].Contains("shall not", StringComparison.Ordinal)
                        );
                        readings.Add($"Reading of {reader} of Article 2({which + 1}): {itsClauses[which]}");
                        break;
                    case "force":
                        itsForce = draws.Pick(
                            "This Agreement is legally binding.",
                            "This Agreement is not legally binding."
                        );
                        readings.Add($"Reading of {reader}: {itsForce}");
                        break;
                    default:
                        readings.Add($"Reading of {reader}: the Truce ends {itsEnds}.");
                        break;
                }
            }
            readers.Add(
                (
                    reader,
                    Written(itsBegins, itsEnds, itsHelpers, itsClauses, itsForce),
                    !itsForce.Contains("not legally", StringComparison.Ordinal)
                )
            );
        }
        return new(
            Written(begins, ends, helpers, clauses, string.Join('\n', readings.Prepend(force))),
            readers.ToImmutable()
        );
    }

    private static string Written(string begins, string ends, string helpers, string[] clauses, string more) =>
        Drafts.Text(
            "",
            $"""
            France, Poland and Ukraine are Parties.
            A Helper is {helpers}.
            An alarm is an event, reported by any Party.
            A flood is an event, reported by any Party.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            The Truce is a state.
            The Truce begins {begins}.
            The Truce ends {ends}.
            """,
            string.Join('\n', clauses.Select((clause, index) => $"{index + 1}. {clause}")),
            $"This Agreement enters into force for each Party upon its ratification.\n{more}"
        );

    private static string Begins(Draws draws) =>
        draws.OnceIn(5) ? "upon a flood" : $"on {draws.Pick(1, 3, 5)} February 2026";

    private static string Ends(Draws draws) =>
        draws.Next(6) switch
        {
            0 => "upon an alarm",
            1 => "upon a flood",
            2 => "when France strikes",
            _ => $"on {draws.Pick(2, 4, 6)} February 2026",
        };

    private static string Helpers(Draws draws) =>
        draws.Pick("France", "Poland", "France or Poland", "a Party other than Ukraine");

    private static string Clause(Draws draws, bool? isBan = null) =>
        (isBan ?? draws.OnceIn(2))
            ? draws.Next(5) switch
            {
                3 => "Upon an alarm, each Helper shall not strike.",
                4 => "While the Truce holds, each Helper shall not strike.",
                0 => "While the Truce holds, France shall not strike.",
                1 => "Upon an alarm, France shall not strike.",
                _ => "France shall not strike unless a flood has occurred.",
            }
            : draws.Next(10) switch
            {
                7 => "Upon an alarm, each Helper shall help Ukraine within 20 hours.",
                8 => "Upon an alarm, each Helper shall help Ukraine.",
                9 => "Upon an alarm, the Helpers together shall help Ukraine within 20 hours.",
                4 => "Upon an alarm, if the Truce holds, France shall help Ukraine.",
                5 => "Upon an alarm, while the Truce holds, France shall help Ukraine.",
                0 => "Upon an alarm, if the Truce holds, France shall help Ukraine within 20 hours.",
                1 => "Upon an alarm, France shall help Ukraine within 20 hours.",
                2 => "Upon an alarm, France shall help Ukraine within 40 hours.",
                3 => "Upon the end of the Truce, France shall help Ukraine within 20 hours.",
                _ => "Upon an alarm, while the Truce holds, France shall help Ukraine within 20 hours.",
            };
}
