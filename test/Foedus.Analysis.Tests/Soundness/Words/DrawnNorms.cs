using Foedus.Analysis.Tests.Soundness.Trying;

namespace Foedus.Analysis.Tests.Soundness.Words;

/// <summary>A small agreement put together slot by slot, each slot of a known precision: what the text says and what it leaves open.</summary>
/// <param name="IsBinding">What it says of its force in law; null where it says nothing.</param>
internal sealed record DrawnNorms(string Text, DrawnNorm[] Norms, bool DecisionEnds, bool? IsBinding)
{
    public const string Judgment = "it is called upon";
    public const string Danger = "there is a grave danger";

    public static DrawnNorms Draw(int seed)
    {
        var draws = new Draws(seed);
        var decisionEnds = !draws.OnceIn(3);
        // Some agreements are drawn without a loose word.
        var isStrict = draws.OnceIn(2);
        var norms = Enumerable.Range(0, 1 + draws.Next(4)).Select(_ => Norm(draws, decisionEnds, isStrict)).ToArray();
        bool? isBinding = draws.Next(4) switch
        {
            0 => true,
            1 => false,
            _ => null,
        };
        var text = Drafts.Text(
            "",
            $"""
            France and Ukraine are Parties.
            The Court is a body.
            An alarm is an event, reported by any Party.
            To help is an act of a Party toward Ukraine.
            To strike is an act of a Party.
            A measure is military or economic.
            To provide is an act of a Party toward Ukraine, with a measure.
            The Truce is a state that holds at the start.
            The Truce ends upon a flood.
            A flood is an event, reported by any Party.
            Relief is decided upon an alarm by the Court{(decisionEnds ? ", within 2 days" : "")}.
            """,
            string.Join('\n', norms.Select((norm, index) => $"{index + 1}. {norm.Words}")),
            "1. This Agreement enters into force upon ratification by all Parties."
                + (isBinding is { } said ? $"\n2. This Agreement is {(said ? "" : "not ")}legally binding." : "")
        );
        return new DrawnNorms(text, norms, decisionEnds, isBinding);
    }

    private static DrawnNorm Norm(Draws draws, bool decisionEnds, bool isStrict)
    {
        var modality = draws.Pick("shall", "shall", "shall", "should", "shall not");
        var (opening, occasion) = draws.Next(isStrict ? 4 : 7) switch
        {
            2 => ("upon an alarm, if the Truce holds, ", 4),
            3 => ("upon Relief, ", decisionEnds ? 2 : 0),
            4 => ($"upon an alarm, if \"{Danger}\", ", 0),
            5 => ($"upon an alarm, once it has satisfied itself that {Judgment}, ", 1),
            _ => ("upon an alarm, ", 4),
        };
        var isBan = modality == "shall not";
        var (content, what, words) = draws.Next(isStrict ? 3 : 6) switch
        {
            _ when isBan => ("strike", 4, null),
            1 => ("provide two military measures toward Ukraine", 3, null),
            2 => ("provide at least one measure toward Ukraine", 3, null),
            3 => ("provide appropriate measures toward Ukraine", 0, "appropriate"),
            4 => (
                "provide such measures as it deems necessary toward Ukraine",
                1,
                "such measures as it deems necessary"
            ),
            _ => ("help Ukraine", 4, (string?)null),
        };
        var (time, by) = draws.Next(isStrict ? 3 : 5) switch
        {
            _ when isBan => ("", 4),
            3 => ("", 0),
            4 => (" promptly", 0),
            _ => (" within 3 days", 4),
        };
        var sentence = $"{opening}{draws.Pick("each Party", "France")} {modality} {content}{time}.";
        return new DrawnNorm(
            char.ToUpperInvariant(sentence[0]) + sentence[1..],
            modality,
            Math.Min(occasion, Math.Min(what, by)),
            HasTime: by > 0,
            OpenWords:
            [
                .. occasion == 0 && opening.Contains('"', StringComparison.Ordinal) ? (string[])[Danger] : [],
                .. what == 0 && words is not null ? (string[])[words] : [],
            ],
            OwnWords:
            [
                .. occasion == 1 ? (string[])[Judgment] : [],
                .. what == 1 && words is not null ? (string[])[words] : [],
            ]
        );
    }
}

/// <param name="Precision">The least of what its slots were drawn with: 4 determinate, 3 a bounded choice, 2 delegated, 1 left to the bearer, 0 open.</param>
/// <param name="OpenWords">What nobody decides.</param>
/// <param name="OwnWords">What the bearer decides for itself.</param>
internal sealed record DrawnNorm(
    string Words,
    string Modality,
    int Precision,
    bool HasTime,
    string[] OpenWords,
    string[] OwnWords
)
{
    public bool IsDuty => Modality == "shall";
}
