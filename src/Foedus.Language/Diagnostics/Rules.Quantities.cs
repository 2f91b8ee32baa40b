namespace Foedus.Language.Diagnostics;

/// <content>Amounts and shares.</content>
internal static partial class Rules
{
    public static DiagnosticRule WrongUnit { get; } =
        new(
            "FOE0601",
            Level.Error,
            "“{0}” is counted in {1}, not in {2}.",
            "Sums of different units are no sums.",
            "Write the amount in {1}.",
            "Upon an armed attack on Ukraine, Poland shall pay USD 500 within 24 hours."
        );

    public static DiagnosticRule ActWithoutAmount { get; } =
        new(
            "FOE0602",
            Level.Error,
            "To {0} carries no amount.",
            "Its definition names no unit, so reports cannot be added up.",
            "Add “, with an amount in EUR” to its definition.",
            "Upon an armed attack on Ukraine, Poland shall protest at least EUR 500 within 24 hours."
        );

    public static DiagnosticRule SharesDoNotSum { get; } =
        new(
            "FOE0603",
            Level.Error,
            "The shares add up to {0} %.",
            "What is not shared out is owed by nobody, what is shared twice by two.",
            "Make them 100 %.",
            "The Pool is a quantity of EUR 100, of which Poland bears 40 % and Canada 50 %."
        );

    public static DiagnosticRule QuantityWithoutShares { get; } =
        new(
            "FOE0604",
            Level.Error,
            "“{0}” has no total with shares.",
            "Nobody can compute a share of it.",
            "Define it “of EUR 500, of which Poland bears 40 % and …”.",
            "Upon an armed attack on Ukraine, Poland shall pay its share of the Fund within 24 hours."
        );

    public static DiagnosticRule TimesOfAmounts { get; } =
        new(
            "FOE0606",
            Level.Error,
            "To {0} is counted in {1}, not in times.",
            "One report may carry any amount: how often it was done says little, and which of the two is meant not at all.",
            "Write the amount (“at least 5 {1}”), or define an act without one.",
            "Poland shall pay at least twice by 1 May 2027."
        );
}
