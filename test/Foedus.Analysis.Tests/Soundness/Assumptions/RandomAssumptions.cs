using System.Collections.Immutable;
using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Assumptions;

/// <summary>A small agreement with a promise, and one to three assumptions about it.</summary>
internal sealed record RandomAssumptions(string Text, ImmutableArray<string> Stated, string? Complies, int Occasion)
{
    public static RandomAssumptions Draw(int seed)
    {
        var draws = new Draws(seed);
        string[] sentences =
        [
            "at least 1 Guarantor is in force",
            "at least 2 Guarantors are in force",
            "at least 3 Guarantors are in force",
            "no Guarantor is in force",
            "no alarm has occurred",
            "an alarm has occurred",
            "at least 2 alarms have occurred",
            "no alarm has occurred in the last 2 days",
            "an alarm has occurred in the last 2 days",
            "at most 0 alarms occur",
            "at most 1 alarms occur",
            "at most 2 alarms occur",
            "the Truce holds",
            "the Truce does not hold",
        ];
        ImmutableArray<string> stated =
        [
            .. Enumerable.Range(0, 1 + draws.Next(3)).Select(_ => draws.Pick(sentences)).Distinct(),
        ];
        var complies = draws.OnceIn(3) ? draws.Pick("France", "Poland", "Ukraine", "each Guarantor") : null;
        var occasion = draws.OnceIn(3) ? 2 : 1;
        var ban = draws.OnceIn(2)
            ? $"\n2. {draws.Pick("France", "Poland", "Ukraine", "Each Party")} shall not help."
            : "";
        var assumed = stated
            .Concat(complies is null ? [] : [$"{complies} complies with this Agreement"])
            .Select((sentence, index) => $"{index + 1}. It is assumed that {sentence}.");
        var text = Drafts.Text(
            "",
            $"""
            France, Poland and Ukraine are Parties.
            A Guarantor is a Party other than Ukraine.
            The Court is a body.
            An alarm is an event, reported by the Court.
            A flood is an event, reported by the Court.
            To help is an act of a Party toward Ukraine.
            The Truce is a state{draws.Pick("", " that holds at the start")}.
            {draws.Pick("", "The Truce begins upon a flood.", "The Truce begins upon an alarm.")}
            {draws.Pick("", "The Truce ends when France helps.", "The Truce ends upon the second alarm.")}
            """,
            $"1. Upon an alarm, {draws.Pick("France", "each Guarantor in force", "Poland")} shall help Ukraine within 3 days.{ban}",
            "This Agreement enters into force for each Party upon its ratification.",
            string.Join('\n', assumed),
            $"It is guaranteed that, upon {(occasion == 2 ? "the second alarm" : "an alarm")}, Ukraine receives an act to help within 5 days."
        );
        return new(text, stated, complies, occasion);
    }
}
