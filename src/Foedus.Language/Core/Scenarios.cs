using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A Given/When/Then test beside the text it tests, lowered to the vocabulary of event files.</summary>
public sealed record Scenario(string Name, ImmutableArray<ScenarioStep> Steps, SourceSpan Span);

public abstract record ScenarioStep(SourceSpan Span, string Words);

/// <summary>An event as in an event file (docs/events.md); Data is a flat list of JSON names and values.</summary>
/// <param name="RecordedTime">When the scenario says that the report arrived later than it happened ("reported on …"); null: at its time.</param>
public sealed record ScenarioEvent(
    string Type,
    string Author,
    long Time,
    long? RecordedTime,
    string? Subject,
    string? Id,
    ImmutableArray<KeyValuePair<string, DataValue>> Data,
    SourceSpan Span,
    string Words
) : ScenarioStep(Span, Words)
{
    /// <summary>The id of an event to which its step gives none: its number among the events of the scenario, padded so that of two of one author at one time the first acts first.</summary>
    public static string NumberedId(int number) => $"step-{number:0000}";
}

/// <summary>The clock reaches T: Advance(T).</summary>
public sealed record ScenarioClock(long Time, SourceSpan Span, string Words) : ScenarioStep(Span, Words);

/// <summary>Text, number or list of texts.</summary>
public sealed record DataValue(string? Text, decimal? Number, ImmutableArray<string> List);

public abstract record ScenarioAssertion(string? Reader, SourceSpan Span, string Words) : ScenarioStep(Span, Words);

/// <summary>Some instance of one of the clauses for each of the bearers (empty: any; Instance null: any) is, or (Negated) none is, in State, or for Violated has been. Until: its deadline, UTC ms.</summary>
public sealed record AssertNorm(
    ImmutableArray<int> Clauses,
    NormState State,
    ImmutableArray<string> Bearers,
    long? Until,
    string? Instance,
    bool Negated,
    string? Reader,
    SourceSpan Span,
    string Words
) : ScenarioAssertion(Reader, Span, Words)
{
    /// <summary>Toward whom; empty: whoever it is owed to.</summary>
    public ImmutableArray<string> Creditors { get; init; } = [];
}

/// <summary>Instance null: in any case.</summary>
public sealed record AssertPower(
    int Clause,
    PowerState State,
    string? Instance,
    bool Negated,
    string? Reader,
    SourceSpan Span,
    string Words
) : ScenarioAssertion(Reader, Span, Words);

/// <summary>Outcome null: still open, at Stage (1-based) if given. Instance null: in any case.</summary>
public sealed record AssertDecision(
    int Decision,
    DecisionOutcome? Outcome,
    int? Stage,
    string? Instance,
    bool Negated,
    string? Reader,
    SourceSpan Span,
    string Words
) : ScenarioAssertion(Reader, Span, Words);

/// <summary>"it is not the case that": the opposite of another assertion as a whole.</summary>
public sealed record AssertOpposite(ScenarioAssertion Of, string? Reader, SourceSpan Span, string Words)
    : ScenarioAssertion(Reader, Span, Words);

public sealed record AssertParticipation(
    int Agreement,
    ImmutableArray<string> Parties,
    ParticipationStatus Status,
    bool Negated,
    string? Reader,
    SourceSpan Span,
    string Words
) : ScenarioAssertion(Reader, Span, Words);

/// <summary>An amendment has been adopted by as many as the text demands.</summary>
public sealed record AssertAmended(int Agreement, bool Negated, string? Reader, SourceSpan Span, string Words)
    : ScenarioAssertion(Reader, Span, Words);

public sealed record AssertCondition(Condition Condition, bool Negated, string? Reader, SourceSpan Span, string Words)
    : ScenarioAssertion(Reader, Span, Words);
