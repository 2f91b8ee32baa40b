namespace Foedus.Language.Diagnostics;

/// <content>Vague standards, kept and counted.</content>
internal static partial class Rules
{
    public static DiagnosticRule OpenTerm { get; } =
        new(
            "FOE0701",
            Level.Warning,
            "“{0}” is an open term: nobody decides it.",
            "Two readers can disagree, and both comply.",
            "Delegate it: “(as decided by the Council by majority within 48 hours)”; or define it.",
            "Upon an armed attack on Ukraine, Poland shall provide appropriate measures within 24 hours."
        );

    public static DiagnosticRule SelfJudging { get; } =
        new(
            "FOE0702",
            Level.Warning,
            "“{0}” leaves what is owed to the one who owes it (P1).",
            "The least that anybody can demand is nothing.",
            "Set a minimum: “at least one measure from its declared package”.",
            "Upon an armed attack on Ukraine, Poland shall provide such measures as it deems necessary within 24 hours."
        );

    public static DiagnosticRule SelfJudgingTrigger { get; } =
        new(
            "FOE0703",
            Level.Warning,
            "Whether “{0}” is judged by the one who is bound (P1).",
            "It can escape by not being satisfied.",
            "Let a body decide, in an article of its own.",
            "Upon an armed attack on Ukraine, once it has satisfied itself that the attack is unprovoked, Poland shall protest within 24 hours."
        );
}
