namespace Foedus.Language.Diagnostics;

/// <content>Scenarios.</content>
internal static partial class Rules
{
    public static DiagnosticRule ScenarioWithoutName { get; } =
        new(
            "FOE0901",
            Level.Error,
            "The scenario has no name.",
            "A failure could not be told from another.",
            "Write it behind the word: ```scenario The Commission is silent",
            "```scenario\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\n```"
        );

    public static DiagnosticRule DuplicateScenario { get; } =
        new(
            "FOE0902",
            Level.Error,
            "Another scenario is called “{0}”.",
            "A failure could not be told from another.",
            "Give it another name.",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\n```"
        );

    public static DiagnosticRule StepWithoutKeyword { get; } =
        new(
            "FOE0903",
            Level.Error,
            "A step begins with Given, When, Then or And, not with “{0}”.",
            "It says whether something happens or should hold.",
            "Begin the line with one of the four words.",
            "```scenario One\nSuddenly an armed attack on Ukraine occurs\n```"
        );

    public static DiagnosticRule AndFirst { get; } =
        new(
            "FOE0904",
            Level.Error,
            "The first step cannot begin with And.",
            "There is nothing it goes on from.",
            "Begin with Given or When.",
            "```scenario One\nAnd on 2026-01-01T00:00Z an armed attack on Ukraine occurs\n```"
        );

    public static DiagnosticRule StepWithoutTime { get; } =
        new(
            "FOE0905",
            Level.Error,
            "Nothing says when this happens.",
            "No step before it has a time.",
            "Begin with a time: on 2026-03-01T06:00Z …",
            "```scenario One\nGiven an armed attack on Ukraine occurs\n```"
        );

    public static DiagnosticRule SecondStepTime { get; } =
        new(
            "FOE0906",
            Level.Error,
            "The step has two times.",
            "It happens once.",
            "Remove one; “reported on” says when it became known.",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs on 2026-01-02T00:00Z\n```"
        );

    public static DiagnosticRule RecordedBefore { get; } =
        new(
            "FOE0907",
            Level.Error,
            "It is reported before it happens.",
            "A report cannot be taken down before its time.",
            "Correct one of the two times.",
            "```scenario One\nGiven on 2026-01-02T00:00Z an armed attack on Ukraine occurs, reported on 2026-01-01T00:00Z\n```"
        );

    public static DiagnosticRule StepNeedsNames { get; } =
        new(
            "FOE0908",
            Level.Error,
            "“{0}” names nobody in particular.",
            "A scenario is one history: in it certain actors act.",
            "Write their names: France, Poland and Canada.",
            "```scenario One\nGiven on 2026-01-02T00:00Z each Guarantor ratified\n```"
        );

    public static DiagnosticRule StepNeedsReporter { get; } =
        new(
            "FOE0909",
            Level.Error,
            "Who reports “{0}” cannot be inferred.",
            "Its definition names no single reporter, and no declared party is one.",
            "Say who: “Canada reports …”.",
            "## Article 1\n\n```foedus\nUkraine is a Party.\nA Guarantor is a Party other than Ukraine.\nA flood is an event, reported by any Guarantor.\n```\n\n```scenario One\nGiven on 2026-01-02T00:00Z a flood occurs\n```"
        );

    public static DiagnosticRule UnknownStep { get; } =
        new(
            "FOE0910",
            Level.Error,
            "“{0}” is nothing that can happen in a scenario.",
            "Steps speak the vocabulary of event files.",
            "See docs/grammar.md, section 10; {1}.",
            "```scenario One\nGiven on 2026-01-02T00:00Z Poland sings\n```"
        );

    public static DiagnosticRule ForceByInstruments { get; } =
        new(
            "FOE0911",
            Level.Error,
            "{0} enters into force by its parties' instruments.",
            "Its own text says how; a scenario cannot decree it.",
            "Let the parties ratify, or let the clock reach the day.",
            "```scenario One\nGiven this Agreement is in force since 2026-01-02T00:00Z\n```"
        );
}
