namespace Foedus.Language.Diagnostics;

/// <content>How agreements begin, change, end; promises; readings.</content>
internal static partial class Rules
{
    public static DiagnosticRule PerPartyThreshold { get; } =
        new(
            "FOE0801",
            Level.Error,
            "Entry into force for each party upon its own consent has no threshold.",
            "Either each party begins alone, or all begin together.",
            "Remove “by …”, or remove “for each Party”.",
            "This Agreement enters into force for each Party upon its ratification by 3 Parties."
        );

    public static DiagnosticRule WithdrawalWithoutTime { get; } =
        new(
            "FOE0802",
            Level.Error,
            "When a withdrawal takes effect is not said.",
            "An exit without a period is an exit before every deadline.",
            "Add “; withdrawal takes effect 12 months after receipt”.",
            "Any Party may withdraw by notice to the Depositary."
        );

    public static DiagnosticRule DepositaryNotOne { get; } =
        new(
            "FOE0803",
            Level.Error,
            "“{0}” is not one depositary.",
            "Instruments are deposited in one place.",
            "Name one party or body.",
            "The Depositary is each Guarantor."
        );

    public static DiagnosticRule GuaranteeWithoutHorizon { get; } =
        new(
            "FOE0804",
            Level.Error,
            "The guarantee does not say within what time.",
            "A promise without a horizon can never be shown to be broken.",
            "Add “within 120 hours”.",
            "It is guaranteed that, upon an armed attack on Ukraine, Ukraine receives at least one measure."
        );

    public static DiagnosticRule BadReading { get; } =
        new(
            "FOE0805",
            Level.Error,
            "This reading restates nothing.",
            "A reading is a sentence in place of another.",
            "Write: Reading of Russia: the Truce ends on 1 February 2026.",
            "Reading of Russia."
        );

    public static DiagnosticRule ReadingOfNothing { get; } =
        new(
            "FOE0806",
            Level.Error,
            "The reading of {0} has nothing in the text to stand for.",
            "It must restate a definition, or a provision it names.",
            "Begin with the term whose definition it restates, or write “Reading of {0} of Article 2(1): …”.",
            "Reading of Russia: Poland shall protest by 1 May 2026."
        );

    public static DiagnosticRule AmendsItself { get; } =
        new(
            "FOE0808",
            Level.Error,
            "This Agreement cannot amend itself: {0}.",
            "It changes another agreement when it enters into force; its own text it would only contradict.",
            "Change another agreement (“Article 3 of the Treaty”), or define the amendment: “The First Amendment is an amendment of this Agreement.”",
            "1. Ukraine shall protest by 1 May 2026.\n2. Ukraine shall protest by 1 June 2026.\nThis Agreement replaces Article 2(1) by Article 2(2)."
        );

    /// <summary>Its example takes two files; a test writes them.</summary>
    public static DiagnosticRule AmendsAnother { get; } =
        new(
            "FOE0809",
            Level.Error,
            "The amendment is one of this Agreement, and {0} is another’s.",
            "An agreement is amended by its own parties, under its own rule.",
            "Write “This Agreement replaces …” in an agreement among those parties, or refer to a provision of this Agreement.",
            ""
        );

    public static DiagnosticRule ReplacedByForeign { get; } =
        new(
            "FOE0810",
            Level.Error,
            "What takes the place is no text of this Agreement’s own: {0}.",
            "The new text must stand where the amendment is, and cannot be what it replaces.",
            "Write the new text as an article of this Agreement and refer to it.",
            "Ukraine shall protest by 1 May 2026.\nThe Change is an amendment of this Agreement.\nThe Change replaces Article 2 by Article 2."
        );

    public static DiagnosticRule EmptyAmendment { get; } =
        new(
            "FOE0811",
            Level.Warning,
            "The amendment “{0}” changes nothing.",
            "Who accepts it is bound as before.",
            "Add what it changes: “The First Amendment replaces Article 3(1) by Article 7.”",
            "The Change is an amendment of this Agreement."
        );

    public static DiagnosticRule StateCircle { get; } =
        new(
            "FOE0812",
            Level.Error,
            "The state goes on and off without time passing: {0}.",
            "Each of these changes sets off the next at the same instant, so the agreement never comes to rest.",
            "Let one of them wait for an event, an act, or time (“24 hours after the end of the Truce”).",
            "The Calm is a state.\nThe Truce begins upon the end of the Calm.\nThe Truce ends upon the beginning of the Calm.\nThe Calm begins upon the beginning of the Truce.\nThe Calm ends upon the end of the Truce."
        );

    public static DiagnosticRule NothingPending { get; } =
        new(
            "FOE0813",
            Level.Error,
            "Nothing can be pending here: {0}.",
            "Only a decision that gives way can be pending, and only one that takes its place can begin anew.",
            "Name the provision in which the old decision stands, and for “begin anew” the one of the new decision, or leave the words out.",
            "Ukraine shall protest by 1 May 2026.\nThe Change is an amendment of this Agreement.\nThe Change deletes Article 2; pending decisions end."
        );

    public static DiagnosticRule SaidTwice { get; } =
        new(
            "FOE0814",
            Level.Error,
            "Two sentences say different things of {0}: “{1}”, and here “{2}”.",
            "Both cannot hold of the same party at the same time, and nothing says which goes before.",
            "Keep one of them, or let one speak of named parties or provisions only.",
            "The Depositary is Poland.\nThe Depositary is Canada."
        );

    public static DiagnosticRule AmendsLife { get; } =
        new(
            "FOE0815",
            Level.Error,
            "{0} holds no norm and no decision that an amendment could change.",
            "An amendment replaces, adds or deletes norms and decisions. What the text says of its own life (entry into force, withdrawal, duration, depositary) holds from the beginning and is not changed by one.",
            "Keep the sentence in the text as agreed, and write the amended final clause as a paragraph of prose that is marked as not formalised.",
            "1. The Depositary is Canada.\n2. The Change is an amendment of this Agreement.\n3. The Change deletes Article 2(1)."
        );

    /// <summary>Its example would fill the page; a test writes one.</summary>
    public static DiagnosticRule TooManyReaders { get; } =
        new(
            "FOE0807",
            Level.Error,
            "More than {0} readers read the text in their own way.",
            "Each of them makes a run of its own.",
            "Leave out readers who agree with another.",
            ""
        );

    public static DiagnosticRule OtherAgreementRule { get; } =
        new(
            "FOE0816",
            Level.Error,
            "{0} is nothing that holds of an agreement here.",
            "An agreement enters into force, applies provisionally, remains in force, is amended, acceded to, suspended, subject to no reservations, legally binding or not. Registration, authentic texts, signature “subject to ratification” and the relation to other treaties bind nobody to do anything by a date.",
            "Write one of these (“remains in force until 1 May 2030” for one that expires or terminates then), and leave the rest as prose outside the block.",
            "This Agreement shall be registered with the United Nations."
        );

    public static DiagnosticRule OtherWithdrawal { get; } =
        new(
            "FOE0817",
            Level.Error,
            "{0} is no form of withdrawal.",
            "When the notice is given, to whom, and when it takes effect must be said: until then the party is bound.",
            "Write “Any Party may withdraw by notice to the Depositary; withdrawal takes effect 6 months after receipt.”",
            "Any Party may withdraw upon six months notice."
        );

    public static DiagnosticRule OtherAmendment { get; } =
        new(
            "FOE0818",
            Level.Error,
            "“{0}”: by whom an amendment is adopted is said of the agreement.",
            "Its adoption brings it into force for those it binds, or for all.",
            "Write “This Agreement may be amended by two thirds of the Parties; an amendment binds all Parties.”",
            "Amendments enter into force upon acceptance by two thirds of the Parties."
        );
}
