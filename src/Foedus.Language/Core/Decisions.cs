using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A staged decision (design rule 5). Its instance is rooted at the occasion that opened it.</summary>
public sealed record Decision
{
    public required string Name { get; init; }

    /// <summary>Akoma Ntoso id of the provision: art_2.</summary>
    public required string Id { get; init; }
    public required int Index { get; init; }
    public required int Agreement { get; init; }
    public required Trigger Upon { get; init; }
    public Condition? If { get; init; }
    public required ImmutableArray<Stage> Stages { get; init; }
    public required SourceSpan Span { get; init; }
    public required string Words { get; init; }
}

/// <summary>One stage: who decides, by what threshold, within what time (from the opening of the stage; null: no limit), and where silence, refusal and an empty electorate lead.</summary>
public sealed record Stage
{
    public required Electorate Electorate { get; init; }
    public required Threshold Threshold { get; init; }
    public int Quorum { get; init; }
    public Period? Within { get; init; }
    public required StageEffect OnSilence { get; init; }
    public required StageEffect OnRefusal { get; init; }
    public required StageEffect OnEmpty { get; init; }
    public required SourceSpan Span { get; init; }
}

/// <summary>The electorate is taken when the stage opens. Body: its members vote (vote.cast by the body with member, or decision.announced by the body). PresentAndVoting: the base of the threshold is the yes and no votes cast, counted when the time is up.</summary>
public sealed record Electorate(ActorSet Who, int? Body, bool PresentAndVoting);

/// <summary>Votes needed. Majority: more than Numerator/Denominator of the base; AtLeastFraction: at least; Unanimity: all; Count: at least Numerator; Single: one actor decides.</summary>
public sealed record Threshold(ThresholdKind Kind, int Numerator, int Denominator);

public enum ThresholdKind
{
    Majority,
    AtLeastFraction,
    Unanimity,
    Count,
    Single,
}

/// <summary>Next: the next stage opens. Makes: decided yes. Refuses: decided no. Nothing: nothing is decided (silence). Fails: the decision fails.</summary>
public enum StageEffect
{
    Next,
    Makes,
    Refuses,
    Nothing,
    Fails,
}
