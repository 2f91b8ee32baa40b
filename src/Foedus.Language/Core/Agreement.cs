using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>
/// The typed core of an agreement and of every agreement it rests on: all that the norm machine needs, with every name resolved,
/// every default inserted, and a span back to the text for each part. Two cores are compared by their printed form: records that hold lists do not compare by value.
/// </summary>
/// <remarks>Lists are in text order; an index into a list (TermIndex, ClauseIndex …) is stable within one core and means nothing outside it.</remarks>
public sealed record Agreement
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required Settings Settings { get; init; }

    /// <summary>Index 0 is the agreement compiled; the rest are those it rests on, with the prefix their clause ids carry (design rule 15).</summary>
    public required ImmutableArray<AgreementInfo> Agreements { get; init; }
    public required ImmutableArray<Term> Terms { get; init; }
    public required ImmutableArray<Clause> Clauses { get; init; }
    public required ImmutableArray<Decision> Decisions { get; init; }
    public required ImmutableArray<ParticipationRule> Participation { get; init; }
    public required ImmutableArray<Guarantee> Guarantees { get; init; }
    public required ImmutableArray<Assumption> Assumptions { get; init; }
    public required ImmutableArray<Standard> Standards { get; init; }
    public required ImmutableArray<InsertedDefault> Defaults { get; init; }
    public required ImmutableArray<Scenario> Scenarios { get; init; }

    /// <summary>One entry for each named reader: the same agreement with that reader's readings in place of the text (design rule 14). Empty for a core that is itself a reading.</summary>
    public required ImmutableArray<Reading> Readings { get; init; }
}

/// <summary>The whole agreement as one named reader reads it.</summary>
public sealed record Reading(string Reader, Agreement Agreement);

/// <summary>What the front matter fixes, or its defaults (UTC, Gregorian, the author's time), which are reported as notes.</summary>
public sealed record Settings(string TimeZone, bool TimestampsByRecorder, ImmutableArray<string> ClosedParties)
{
    /// <summary>True when the front matter closes the party list: then a stranger is an error.</summary>
    public bool IsClosed => !ClosedParties.IsDefaultOrEmpty;
}

/// <summary>One agreement in the closure.</summary>
/// <param name="Prefix">Empty for the main agreement, "ceasefire/" for one loaded from a file; clause ids already carry it.</param>
/// <param name="HasText">False when no file was named: then only its entry into force and its end are known, as events reported by the Depositary.</param>
public sealed record AgreementInfo(string Name, string Prefix, string? File, bool HasText, SourceSpan Span);

/// <summary>A stretch of a source file, in UTF-16 offsets, end exclusive; line and column are 1-based and of the start.</summary>
public readonly record struct SourceSpan(string File, int Start, int End, int Line, int Column);

/// <summary>A rule the text is silent about, inserted by the compiler, with the provision it comes from, for example "VCLT art. 54(b)".</summary>
public sealed record InsertedDefault(string Code, string Provision, string Says, int? Clause, SourceSpan Span);

/// <summary>A vague standard kept, typed and counted (design rule 8).</summary>
/// <param name="Decision">For a delegated standard the index of the decision that settles it.</param>
public sealed record Standard(StandardKind Kind, string Words, int? Clause, int? Decision, SourceSpan Span);

public enum StandardKind
{
    Delegated,
    SelfJudging,
    OpenTerm,
}

/// <summary>A promise the checks are held against: upon Trigger, Beneficiary receives Promise within Horizon.</summary>
public sealed record Guarantee(
    string Id,
    Trigger Trigger,
    ActorSet Beneficiary,
    Receive Promise,
    Period Horizon,
    SourceSpan Span,
    string Words
);

/// <summary>A sentence the checks may take as given; checked for consistency, never used by a run.</summary>
public sealed record Assumption(
    string Id,
    AssumptionKind Kind,
    ActorSet? Who,
    Condition? Condition,
    int? Clause,
    int AtMost,
    SourceSpan Span,
    string Words
);

public enum AssumptionKind
{
    Complies,
    Reports,
    AtMostOccurrences,
    Holds,
}
