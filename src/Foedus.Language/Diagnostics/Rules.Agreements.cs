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
}
