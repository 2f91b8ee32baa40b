using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A rule of the instrument layer (design rule 13), from the text or inserted from the VCLT (then Default names the provision).</summary>
public abstract record ParticipationRule(string Id, int Agreement, SourceSpan Span, string Words, string? Default);

/// <summary>
/// Entry into force. PerParty: for each party upon its own consent, as soon as Threshold and Condition are met; else for all that have consented at once when they are met (and for a later one upon its consent).
/// Threshold: number (or fraction of eligible) of consents needed; Named: parties whose consent is needed; After: a delay after the last condition is met. Consent: the instruments that count.
/// </summary>
public sealed record EntryIntoForceRule(
    string Id,
    int Agreement,
    bool PerParty,
    ActorSet For,
    ImmutableArray<InstrumentKind> Consent,
    int Consents,
    Threshold? ConsentFraction,
    ImmutableArray<string> Named,
    Condition? Condition,
    long? NotBefore,
    Period? Delay,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default)
{
    /// <summary>Only for who consents after another rule's threshold was met, and instead of that rule (VCLT 84(2)).</summary>
    public bool IsForLater { get; init; }
}

/// <summary>Provisional application from an occasion (signature …) until entry into force.</summary>
public sealed record ProvisionalRule(
    string Id,
    int Agreement,
    ActorSet For,
    Trigger From,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Withdrawal by notice: takes effect Notice after receipt; possible only from NotBefore after entry into force, and by For. Forbidden: no withdrawal at all (VCLT 56).</summary>
public sealed record WithdrawalRule(
    string Id,
    int Agreement,
    ActorSet For,
    Period Notice,
    Period? NotBefore,
    bool Forbidden,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Withdrawal (or termination) does not affect norms whose instance is rooted at an occasion of Occasion before it took effect (null: every accrued duty, VCLT 70).</summary>
public sealed record SurvivalRule(
    string Id,
    int Agreement,
    Trigger? Occasion,
    ImmutableArray<int> Clauses,
    bool Survives,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default)
{
    /// <summary>Of which endings the sentence speaks by name. It holds for the other as well, unless another sentence speaks of that.</summary>
    public Endings Of { get; init; } = Endings.Both;
}

/// <summary>How an agreement ends for a party (VCLT arts 56, 70): it leaves, or the agreement ends for all.</summary>
[Flags]
public enum Endings
{
    None = 0,
    Withdrawal = 1,
    Termination = 2,
    Both = Withdrawal | Termination,
}

/// <summary>Duration from entry into force (or until an instant, or until an occasion), renewed by Renewal unless a party gives notice NoticeBefore the end.</summary>
public sealed record DurationRule(
    string Id,
    int Agreement,
    Period? Length,
    long? Until,
    Trigger? UntilOccasion,
    Period? Renewal,
    bool RenewalByAgreement,
    Period? NoticeBefore,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Reservations: permitted at all, and to which clauses. One to a clause listed needs no acceptance (VCLT 20(1)); another is tacitly accepted AcceptedAfter its notification (VCLT 20(5): 12 months).</summary>
public sealed record ReservationRule(
    string Id,
    int Agreement,
    bool Permitted,
    ImmutableArray<int> Clauses,
    Period AcceptedAfter,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>A reservation made after consenting, which VCLT 19 does not know, is made if no party objects Within its deposit (practice of depositaries; ILC, Guide to Practice on Reservations to Treaties (2011), 2.3 and 2.3.1).</summary>
public sealed record LateReservationRule(
    string Id,
    int Agreement,
    Period Within,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Who may accede (VCLT 15); Who null: any state. Where no such rule stands, nobody is kept out.</summary>
public sealed record AccessionRule(
    string Id,
    int Agreement,
    ActorSet? Who,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Amendment by a decision or by consent of a fraction of the parties.</summary>
public sealed record AmendmentRule(
    string Id,
    int Agreement,
    Threshold Threshold,
    ActorSet By,
    bool BindsAll,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>
/// What an amendment does to the clauses and decisions of Agreement: Replaced give way to Replacing (either may be empty: added, deleted) between those it binds; toward and between the others the old text goes on (VCLT 30(4), 40(4)).
/// Term: the amendment by its name, adopted and binding as the AmendmentRule says; null: Amending, an agreement of its own, binds its parties.
/// </summary>
public sealed record AmendingRule(
    string Id,
    int Agreement,
    int? Term,
    int Amending,
    ImmutableArray<int> Replaced,
    ImmutableArray<int> Replacing,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default)
{
    /// <summary>Declared decisions that give way; those that settle a delegated standard go with their clause.</summary>
    public ImmutableArray<int> ReplacedDecisions { get; init; } = [];

    public ImmutableArray<int> ReplacingDecisions { get; init; } = [];

    /// <summary>What becomes of a round of a replaced decision that is open when its text is gone.</summary>
    public PendingRounds Pending { get; init; }
}

/// <summary>GoOn: under the text they were begun under (VCLT 28). End: without a result. BeginAnew: they end, and the new decision opens for the same occasion.</summary>
public enum PendingRounds
{
    GoOn,
    End,
    BeginAnew,
}

/// <summary>Who the depositary is: it may author instrument events in the name of their parties and reports on agreements without a text.</summary>
public sealed record DepositaryRule(
    string Id,
    int Agreement,
    string Name,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>The agreement declares itself legally binding, or not.</summary>
public sealed record ForceRule(
    string Id,
    int Agreement,
    bool LegallyBinding,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);

/// <summary>Suspension by consent or upon a condition: the agreement is suspended for Who while Condition holds.</summary>
public sealed record SuspensionRule(
    string Id,
    int Agreement,
    ActorSet Who,
    Condition Condition,
    ImmutableArray<int> Clauses,
    SourceSpan Span,
    string Words,
    string? Default
) : ParticipationRule(Id, Agreement, Span, Words, Default);
