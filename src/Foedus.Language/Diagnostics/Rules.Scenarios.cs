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
            "```scenario\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen the Truce does not hold\n```"
        );

    public static DiagnosticRule DuplicateScenario { get; } =
        new(
            "FOE0902",
            Level.Error,
            "Another scenario is called “{0}”.",
            "A failure could not be told from another.",
            "Give it another name.",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen the Truce does not hold\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen the Truce does not hold\n```"
        );

    public static DiagnosticRule StepWithoutKeyword { get; } =
        new(
            "FOE0903",
            Level.Error,
            "A step begins with Given, When, Then or And, not with “{0}”.",
            "It says whether something happens or should hold.",
            "Begin the line with one of the four words.",
            "```scenario One\nSuddenly on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen the Truce does not hold\n```"
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

    public static DiagnosticRule OneOfSeveral { get; } =
        new(
            "FOE0912",
            Level.Error,
            "“{0}” does not say which of them.",
            "A scenario is one history: in it certain actors act, and what should hold is said of each of them.",
            "Write “and”, or one name; behind “not” those of a list who are all spared may be joined by “or”.",
            "```scenario One\nGiven on 2026-01-02T00:00Z Poland or Canada signed\n```"
        );

    public static DiagnosticRule NoSuchReader { get; } =
        new(
            "FOE0913",
            Level.Error,
            "{0} has no reading of this text.",
            "Under a reading that nobody has, nothing would be looked at, and whatever is said would pass.",
            "Name a reader of a “Reading of …” sentence, or leave out “under the reading of”.",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen under the reading of Canada, the Truce does not hold\n```"
        );

    public static DiagnosticRule NoSuchStage { get; } =
        new(
            "FOE0914",
            Level.Error,
            "There is no stage {0}: the decision has {1}.",
            "It could never be open there, and to deny that would always pass.",
            "Count the stages of the decision, from 1.",
            "## Article 1\n\n```foedus\nUkraine and Poland are Parties.\nThe Commission is a body of 5 members.\nAn armed attack on Ukraine is an event, reported by any Party.\nDetermination is decided upon an armed attack on Ukraine by the Commission, by majority of its members, within 24 hours; refusal is final.\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen it is not the case that Determination is open at stage 7\n```"
        );

    public static DiagnosticRule NothingSoCalled { get; } =
        new(
            "FOE0915",
            Level.Error,
            "No {1} of this scenario is called “{0}”.",
            "Of what is not there everything can be denied: a slip of the pen would pass as a test.",
            "Use the name that a step gives: as \"attack-1\", in case \"attack-1\".",
            "## Article 1\n\n```foedus\nUkraine and Poland are Parties.\nTo protest is an act of Poland.\nAn armed attack on Ukraine is an event, reported by any Party.\nUpon an armed attack on Ukraine, Poland shall protest within 24 hours.\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs, as \"attack-1\"\nThen Article 1 is not breached by Poland, in case \"attack-l\"\n```"
        );

    public static DiagnosticRule RiderOnClock { get; } =
        new(
            "FOE0916",
            Level.Error,
            "That the clock reaches a time is no report.",
            "It is not taken down later, and has neither an id nor a case.",
            "Leave out “reported on”, “as” and “in case”.",
            "```scenario One\nGiven the clock reaches 2026-01-01T00:00Z, as \"noon\"\nThen the Truce does not hold\n```"
        );

    public static DiagnosticRule IdOfSeveral { get; } =
        new(
            "FOE0917",
            Level.Error,
            "The step makes several events, and “{0}” can be the id of one only.",
            "An id names one event.",
            "Write a step for each.",
            "```scenario One\nGiven on 2026-01-01T00:00Z Ukraine and Poland signed, as \"one\"\n```"
        );

    public static DiagnosticRule NoSuchMember { get; } =
        new(
            "FOE0918",
            Level.Error,
            "{0} has no member {1}.",
            "A vote without a seat counts for nothing.",
            "Number the members from 1 to as many as the definition gives (“a body of 5 members”); a body without a number of members announces.",
            "## Article 1\n\n```foedus\nUkraine and Poland are Parties.\nThe Commission is a body of 5 members.\nAn armed attack on Ukraine is an event, reported by any Party.\nDetermination is decided upon an armed attack on Ukraine by the Commission, by majority of its members, within 24 hours; refusal is final.\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z member 9 of the Commission votes for Determination\n```"
        );

    public static DiagnosticRule OpenInScenario { get; } =
        new(
            "FOE0919",
            Level.Error,
            "Whether “{0}” cannot be looked up.",
            "It is an open standard: the text gives no way to find out, and a run takes it as the text has it.",
            "Say what should follow from it: Article 3(1) binds …",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen the Truce does not hold and \"peace is near\"\n```"
        );

    public static DiagnosticRule PowerIsNoDuty { get; } =
        new(
            "FOE0920",
            Level.Error,
            "“{0}”: this is said of duties, and the provision is a power.",
            "A power binds nobody, is not performed and not breached; to deny it would always pass.",
            "Say that it is enabled, exercised or expired, or not.",
            "## Article 1\n\n```foedus\nUkraine and Poland are Parties.\nAn armed attack on Ukraine is an event, reported by any Party.\nUpon an armed attack on Ukraine, Poland may terminate this Agreement.\n```\n\n```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\nThen Article 1 is not breached by Poland\n```"
        );

    public static DiagnosticRule NothingAsserted { get; } =
        new(
            "FOE0921",
            Level.Error,
            "The scenario says nothing that should hold.",
            "It passes whatever the text says.",
            "End it with a step that begins with Then.",
            "```scenario One\nGiven on 2026-01-01T00:00Z an armed attack on Ukraine occurs\n```"
        );
}
