namespace Foedus.Language.Diagnostics;

/// <content>Names and what they stand for.</content>
internal static partial class Rules
{
    public static DiagnosticRule Undefined { get; } =
        new(
            "FOE0201",
            Level.Error,
            "“{0}” is not defined; here stands {1}.",
            "A word without a definition means to each reader what suits him.",
            "Define it{2}, or use a term that is defined.",
            "Poland shall zzyzx by 1 May 2026."
        );

    public static DiagnosticRule UndefinedNear { get; } =
        new(
            "FOE0202",
            Level.Error,
            "“{0}” is not defined; did you mean “{1}”?",
            "A word without a definition means to each reader what suits him.",
            "Write “{1}”, or define the term.",
            "Each Garantor shall protest by 1 May 2026."
        );

    public static DiagnosticRule WrongKind { get; } =
        new(
            "FOE0203",
            Level.Error,
            "“{0}” is {1}; here stands {2}.",
            "Each term has one kind, and each place in a sentence takes certain kinds.",
            "Use a term of the right kind.",
            "The Ceasefire shall protest by 1 May 2026."
        );

    public static DiagnosticRule BodyAsEvent { get; } =
        new(
            "FOE0204",
            Level.Error,
            "“{0}” is a body; it cannot happen.",
            "A body acts and decides; what sets a clause off must be something that happens.",
            "Name an event it reports, a decision it makes, or what it does.",
            "Upon the Mission, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule ActorAsOccasion { get; } =
        new(
            "FOE0205",
            Level.Error,
            "“{0}” is an actor; it cannot happen.",
            "What sets a clause off must be something that happens.",
            "Say what it does (“when Poland protests”), or name an event.",
            "Upon Poland, Ukraine shall protest within 24 hours."
        );

    public static DiagnosticRule StateAsOccasion { get; } =
        new(
            "FOE0206",
            Level.Error,
            "“{0}” is a state: it lasts, it does not happen.",
            "An occasion is a moment; a state has two.",
            "Write “the beginning of the {0}” or “the end of the {0}”.",
            "Upon the Truce, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule AgreementAsOccasion { get; } =
        new(
            "FOE0207",
            Level.Error,
            "“{0}” is an agreement: it does not happen.",
            "Signature, entry into force and end are three different moments.",
            "Write “entry into force of the {0}” or “the end of the {0}”.",
            "Upon the Ceasefire, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule DuplicateTerm { get; } =
        new(
            "FOE0208",
            Level.Error,
            "“{0}” is already defined in line {1}.",
            "A term with two definitions has none.",
            "Remove one of them, or give it another name.",
            "The Truce is a state."
        );

    public static DiagnosticRule ReservedName { get; } =
        new(
            "FOE0209",
            Level.Error,
            "“{0}” is a word of the language and cannot be defined.",
            "Its meaning is built in.",
            "Choose another name{1}.",
            "The Depositary is a body."
        );

    public static DiagnosticRule Stranger { get; } =
        new(
            "FOE0210",
            Level.Error,
            "“{0}” is not in the closed list of parties.",
            "The front matter says who the parties are, and nobody else.",
            "Add it to “parties:”, or remove it here.",
            "---\nparties: [Ukraine, Poland]\n---\n\n## Article 1\n\n```foedus\nTo protest is an act of any Party.\nCanada shall protest by 1 May 2026.\n```"
        );

    public static DiagnosticRule BadGlossary { get; } =
        new(
            "FOE0211",
            Level.Error,
            "This glossary sentence cannot be read.",
            "A synonym holds only where it is declared word for word.",
            "Write: In this Agreement, \"aggression\" means an armed attack on Ukraine.",
            "In this Agreement, aggression means an armed attack on Ukraine."
        );

    public static DiagnosticRule GlossaryOfUnknown { get; } =
        new(
            "FOE0212",
            Level.Error,
            "“{0}” is no defined term that “{1}” could stand for.",
            "A synonym needs a term, and a verb needs an act.",
            "Name a defined term; for an act write \"to …\" means to … .",
            "In this Agreement, \"assault\" means a thunderstorm."
        );

    public static DiagnosticRule DuplicateKind { get; } =
        new(
            "FOE0213",
            Level.Error,
            "“{0}” stands in the list twice.",
            "Two kinds of one name cannot be told apart.",
            "Remove one.",
            "A colour is red, blue or red."
        );

    public static DiagnosticRule BodyOfNobody { get; } =
        new(
            "FOE0214",
            Level.Error,
            "A body of no members decides nothing.",
            "Its threshold could never be reached.",
            "Give the number of members, or leave it out where the body only announces.",
            "The Empty Chamber is a body of 0 members."
        );

    public static DiagnosticRule NoReporter { get; } =
        new(
            "FOE0215",
            Level.Error,
            "Nobody may report “{0}”.",
            "Authorship is part of meaning: a report by anybody at all would prove nothing, one by nobody never comes.",
            "Add “, reported by …”.",
            "A flood is an event."
        );

    public static DiagnosticRule SecondEdge { get; } =
        new(
            "FOE0216",
            Level.Error,
            "It is already said when the {0} {1}.",
            "Two beginnings or two ends contradict each other.",
            "Join them with “or” in one sentence, or make one a reading.",
            "The Truce ends on 1 February 2026.\nThe Truce ends on 2 February 2026."
        );

    public static DiagnosticRule TooFewPoints { get; } =
        new(
            "FOE0217",
            Level.Error,
            "Here stand fewer than {0} points.",
            "A line needs two points, an area three.",
            "Add points: (48.0, 37.8).",
            "The Dot is the area bounded by (48, 37), (49, 38)."
        );

    public static DiagnosticRule NoSuchPoint { get; } =
        new(
            "FOE0218",
            Level.Error,
            "{0} is no place on earth.",
            "Latitude lies between −90 and 90, longitude between −180 and 180; latitude comes first.",
            "Correct the numbers.",
            "The Far Line is the line (98, 37), (49, 38)."
        );

    public static DiagnosticRule NoSuchAttribute { get; } =
        new(
            "FOE0219",
            Level.Error,
            "“{0}” has no attribute “{1}”; it has: {2}.",
            "Only declared attributes can be reported, and only they can be compared.",
            "Declare it (“with a sector and a number of deaths”), or use one that is declared.",
            "Upon an incident with at least 3 cows, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule AttributeNotCounted { get; } =
        new(
            "FOE0225",
            Level.Error,
            "“{0}” has “{1}” as words, and words are not counted.",
            "A report gives either a number or a text for it; “at least 3” of a text says nothing.",
            "Declare it as “a number of {1}”, or compare its words (“with {1} …”).",
            "Upon an incident with at least 3 sector, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule NoPlace { get; } =
        new(
            "FOE0220",
            Level.Error,
            "“{0}” has no place.",
            "Without a declared place nobody can say where it happened.",
            "Declare it “with a place”.",
            "Upon an armed attack on Ukraine within 5 km of the Line, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule EventWithoutAgainst { get; } =
        new(
            "FOE0221",
            Level.Error,
            "“{0}” is not directed against anybody.",
            "Its definition names no victim, so a report cannot either.",
            "Define it as “an event against a Guarantor”.",
            "Upon an incident against Poland, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule UndefinedClock { get; } =
        new(
            "FOE0222",
            Level.Error,
            "“{0}” counts from a moment “{1}” that is not defined.",
            "A number of days needs a day to count from, a number of hours an hour.",
            "Define it: “{1}-Day is the moment of …” (its numbers are days) or “{1}-Hour is the moment of …” (hours).",
            "Upon an armed attack on Ukraine, Poland shall protest by Z+30."
        );

    public static DiagnosticRule MenuOfOtherKind { get; } =
        new(
            "FOE0223",
            Level.Error,
            "The {0} does not list {1}s.",
            "What is to be delivered must come from a list of such things.",
            "Name the menu that lists them.",
            "Upon an armed attack on Ukraine, Poland shall provide at least one measure from its chest within 24 hours."
        );

    public static DiagnosticRule NotAnItem { get; } =
        new(
            "FOE0224",
            Level.Error,
            "To {0} delivers {1}s; what stands here is none.",
            "What an act delivers is declared with it.",
            "Name kinds of that list, and its noun.",
            "Upon an armed attack on Ukraine, Poland shall provide at least one elephant within 24 hours."
        );

    public static DiagnosticRule NotSoManyKinds { get; } =
        new(
            "FOE0226",
            Level.Error,
            "So many of different kinds cannot be given: the kinds to choose from are {0}.",
            "No two of the items may be of one kind, so that there must be at least two of them and no more than there are kinds.",
            "Ask for two or more, up to the number of the kinds, or for one “of each kind”.",
            "Upon an armed attack on Ukraine, Poland shall provide at least four measures of different kinds within 24 hours."
        );
}
