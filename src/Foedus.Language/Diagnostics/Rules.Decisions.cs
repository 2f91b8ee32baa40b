namespace Foedus.Language.Diagnostics;

/// <content>Who decides, and what if nobody does.</content>
internal static partial class Rules
{
    public static DiagnosticRule NoElectorate { get; } =
        new(
            "FOE0501",
            Level.Error,
            "“{0}” does not say of whom.",
            "A share of nobody in particular cannot be counted.",
            "Write “{0} of the … in force”, or name a body first.",
            "Consent is decided upon an armed attack on Ukraine by majority, within 24 hours."
        );

    public static DiagnosticRule ElectorateWithoutStatus { get; } =
        new(
            "FOE0502",
            Level.Error,
            "“{0}” does not say which of them count.",
            "Those in force, those who signed, or all: the same votes make a different decision.",
            "Add “in force”, “that have signed”, “whether or not in force”, or “present and voting”.",
            "Consent is decided upon an armed attack on Ukraine by two thirds of the Guarantors, within 24 hours; if no Guarantor is in force, Consent fails."
        );

    public static DiagnosticRule NoThreshold { get; } =
        new(
            "FOE0503",
            Level.Error,
            "How many of {0} decide is not said.",
            "Several who decide without a threshold never know whether they have.",
            "Add “, by majority of its members”, “by two thirds of …”, or “by any …”.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, within 24 hours."
        );

    public static DiagnosticRule NoSilence { get; } =
        new(
            "FOE0504",
            Level.Error,
            "What follows when {0} stays silent is not said.",
            "Most guarantees fail by silence, and nobody had written what it means.",
            "Add “absent decision, …”, or “absent decision, or upon refusal, by …”.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority, within 24 hours; upon refusal, by the Mission, within 24 hours."
        );

    public static DiagnosticRule NoRefusal { get; } =
        new(
            "FOE0505",
            Level.Error,
            "What follows when {0} refuses is not said.",
            "A refusal may end the matter or pass it on: two different guarantees.",
            "Add “upon refusal, …”, “refusal is final”, or “absent decision, or upon refusal, by …”.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority, within 24 hours; absent decision, by the Mission, within 24 hours."
        );

    public static DiagnosticRule NoEmptyEffect { get; } =
        new(
            "FOE0506",
            Level.Error,
            "What follows when there is nobody among {0} is not said.",
            "Two thirds of nobody is not a decision.",
            "Add “if no … is in force, {1} fails”.",
            "Consent is decided upon an armed attack on Ukraine by two thirds of the Guarantors in force, within 24 hours."
        );

    public static DiagnosticRule ElectorateNeverEmpty { get; } =
        new(
            "FOE0507",
            Level.Error,
            "“{0}” speaks of an electorate that always has somebody in it.",
            "A rule for a case that cannot be hides the case that can.",
            "Remove it.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority, within 24 hours; if the electorate is empty, Consent fails."
        );

    public static DiagnosticRule StageWithoutTime { get; } =
        new(
            "FOE0508",
            Level.Error,
            "{0} may take for ever: the stage has no time limit.",
            "The next stage opens upon silence, and silence without a limit never comes.",
            "Add “, within 24 hours”.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority; absent decision, or upon refusal, by the Mission, within 24 hours."
        );

    public static DiagnosticRule NoNextStage { get; } =
        new(
            "FOE0509",
            Level.Error,
            "There is no next stage.",
            "The last stage cannot pass the matter on.",
            "Say what follows: fails, is made, is refused, or nothing is decided.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority, within 24 hours; absent decision, the next stage opens."
        );

    public static DiagnosticRule SecondEffect { get; } =
        new(
            "FOE0510",
            Level.Error,
            "“{0}”: what follows is already said.",
            "Two effects of one outcome contradict each other.",
            "Remove one of them.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by majority, within 24 hours; refusal is final; upon refusal, Consent fails."
        );

    public static DiagnosticRule ThresholdTooHigh { get; } =
        new(
            "FOE0511",
            Level.Error,
            "“{0}” is more than all.",
            "It can never be reached.",
            "Correct the fraction.",
            "Consent is decided upon an armed attack on Ukraine by the Commission, by four thirds, within 24 hours."
        );

    public static DiagnosticRule ThresholdOfOne { get; } =
        new(
            "FOE0512",
            Level.Error,
            "{0} is one: there is nothing to count.",
            "A threshold belongs to several voters.",
            "Write “by {0}”.",
            "Consent is decided upon an armed attack on Ukraine by majority of Poland, within 24 hours."
        );

    public static DiagnosticRule DelegationNotHere { get; } =
        new(
            "FOE0513",
            Level.Error,
            "“{0}” cannot be delegated here.",
            "A clause that waits for the decision hangs on its yes: what is asked again and again, holds in the alternative, or is denied cannot wait for it, and neither can a consequence.",
            "Delegate in the content or in the “if” of a clause that is not a consequence, alone or joined by “and”; “unless” and “or” take a clause of their own.",
            "Upon an armed attack on Ukraine, Poland shall protest within 24 hours; failing which Poland shall provide appropriate measures (as decided by the Commission by majority within 24 hours) within 24 hours."
        );

    public static DiagnosticRule SecondDelegation { get; } =
        new(
            "FOE0514",
            Level.Error,
            "“{0}” is a second standard delegated in one clause.",
            "The clause can wait for one decision.",
            "Delegate both to one decision, or split the clause.",
            "Upon an armed attack on Ukraine, Poland shall provide appropriate measures (as decided by the Commission by majority within 24 hours) in accordance with \"the law\" (as decided by the Mission within 24 hours) within 48 hours."
        );

    public static DiagnosticRule DelegationWithoutTime { get; } =
        new(
            "FOE0515",
            Level.Error,
            "The decision on “{0}” has no time limit.",
            "Delegated to somebody who need never decide, the standard is open.",
            "Add “within 48 hours” inside the parentheses.",
            "Upon an armed attack on Ukraine, Poland shall provide appropriate measures (as decided by the Mission) within 48 hours."
        );

    public static DiagnosticRule WeightedVote { get; } =
        new(
            "FOE0516",
            Level.Error,
            "“{0}”: votes are not weighted here; each elector has one.",
            "By burden or population the same votes could carry or fail, and a tie, a quorum or a suspended vote would each need a rule of its own.",
            "Write the threshold in votes (“two thirds of the Guarantors in force”); name those whose vote is needed in a stage of its own (“first by …; upon refusal, nothing is decided”).",
            "The Guarantors in force may, by a majority of the shares within 30 days, suspend Article 2."
        );
}
