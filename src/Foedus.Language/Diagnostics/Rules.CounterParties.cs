namespace Foedus.Language.Diagnostics;

/// <content>Toward whom an act is owed.</content>
internal static partial class Rules
{
    public static DiagnosticRule UncountedCounterparty { get; } =
        new(
            "FOE0327",
            Level.Error,
            "“{0}” does not say how many of them the act must reach.",
            "Each of them, or any one: two different duties, and two different breaches.",
            "Write “{1}” or “{2}”.",
            "Upon an armed attack on Ukraine, Ukraine shall inform the Guarantors in force within 6 hours."
        );

    public static DiagnosticRule NotToEach { get; } =
        new(
            "FOE0328",
            Level.Error,
            "“{0}” does not say whether an act toward one of them already counts.",
            "What is forbidden toward each of several may be meant toward none of them, or only not toward all.",
            "Write “{1}”.",
            "Ukraine shall not inform each Guarantor in force."
        );

    public static DiagnosticRule CounterpartyWithoutStatus { get; } =
        new(
            "FOE0329",
            Level.Error,
            "“{0}” does not say which of them the act is owed to.",
            "Those in force, those who signed, or all: the same words give each bearer more or fewer duties.",
            "Add “in force”, “that has signed”, or “whether or not in force”.",
            "Upon an armed attack on Ukraine, Ukraine shall inform each Guarantor within 6 hours."
        );

    public static DiagnosticRule CounterpartyToCome { get; } =
        new(
            "FOE0330",
            Level.Error,
            "“{0}”: an act is owed to those who are there when it falls due.",
            "Toward one who comes later it would begin at another time, with another deadline.",
            "Write “in force”, and give those who come later a norm of their own (“upon the entry into force for any Party”).",
            "Upon an armed attack on Ukraine, Ukraine shall inform each Guarantor that is or becomes in force within 6 hours."
        );

    public static DiagnosticRule OccasionTowardSeveral { get; } =
        new(
            "FOE0331",
            Level.Error,
            "“{0}”: one act is toward one.",
            "An occasion, and a condition on what was done, is met by a single act; “each” would ask for several.",
            "Write “{1}”, or join several conditions by “and”.",
            "When Ukraine informs each Guarantor in force, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule WhoIsIt { get; } =
        new(
            "FOE0334",
            Level.Error,
            "“{0}” does not say who.",
            "“It” is who did the act, deposited the instrument or committed the breach that sets the clause off; here nobody did.",
            "Write a name, “each …”, “the Party attacked” or “the reporting Party”; of the agreement itself, “This Agreement”.",
            "Upon an armed attack on Ukraine, it shall protest within 24 hours."
        );

    public static DiagnosticRule IfWithoutOccasion { get; } =
        new(
            "FOE0335",
            Level.Warning,
            "“If” is asked only once here: when the agreement enters into force.",
            "The sentence names no occasion, so what turns true later sets nothing off.",
            "Write “while …” for as long as it is true, “once …” for when it has become true, or name the occasion (“upon …, if …”).",
            "If an armed attack on Ukraine has occurred, Poland shall protest by 1 May 2026."
        );

    public static DiagnosticRule DeadlineInFront { get; } =
        new(
            "FOE0336",
            Level.Error,
            "{0} is a time limit, and time limits stand behind the act.",
            "The first slot is the occasion; what stands there must be able to happen.",
            "Write “… shall protest within 24 hours”, “… by 1 May 2026”, “… before a report of calm” at the end of the sentence.",
            "Within 24 hours of an armed attack on Ukraine, Poland shall protest."
        );

    public static DiagnosticRule OtherOpening { get; } =
        new(
            "FOE0338",
            Level.Error,
            "No clause opens with “{0}”.",
            "An opening says whether something happens (“upon”, “when”), is asked once (“if”), has become true (“once”) or must be true all along (“while”).",
            "Write “Upon” and an event, “When” and who does what, “If”, “Once” or “While” and a condition; an excuse (“unless …”) stands at the end.",
            "In the event of an armed attack on Ukraine, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule OccasionBySeveral { get; } =
        new(
            "FOE0340",
            Level.Error,
            "“{0}”: an occasion is what one of them does or meets with.",
            "Whether all of them must have done it, or any one of them, the words do not say, and each time would be another occasion.",
            "Write “{1}”; where all must have done it, a condition names them: “once France has consulted and Poland has consulted”.",
            "When Ukraine and Poland protest, the Commission shall protest within 24 hours."
        );

    public static DiagnosticRule PastOfSeveral { get; } =
        new(
            "FOE0341",
            Level.Error,
            "“{0}” does not say whether all of them have, or any.",
            "“Any … has not” can mean that one has not, or that none has; “the Guarantors have” that all have, or that one has.",
            "Write “any … has …”, “no … has …”, or the names: “Poland and Canada have …” (both), “Poland or Canada has …” (one is enough).",
            "Upon an armed attack on Ukraine, if the Guarantors have consulted Ukraine, Poland shall protest within 24 hours."
        );

    public static DiagnosticRule NobodyMeant { get; } =
        new(
            "FOE0342",
            Level.Error,
            "There is no “{0}” here.",
            "Only an event against somebody has somebody attacked, only a breach somebody in breach, only an act somebody who performs it: the sentence would bind nobody, and nobody would see it.",
            "Name the occasion that has one (“An armed attack is an event against any Party, …”; “Upon a breach of …”), or name the party.",
            "Upon an incident, the Party attacked shall protest within 24 hours."
        );

    public static DiagnosticRule CountAsOccasion { get; } =
        new(
            "FOE0337",
            Level.Error,
            "{0} counts, and a count is no occasion.",
            "An occasion happens at one moment; a count becomes true at one of them, and which one has to be said.",
            "Write “once at least 2 incidents have occurred in the last 7 days”, or “upon an incident, if at least 2 incidents have occurred in the last 7 days”.",
            "Upon at least 2 incidents, Poland shall protest within 24 hours."
        );
}
