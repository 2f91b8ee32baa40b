using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A defined term. Name is as in the text, without article, singular: "Special Commission".</summary>
public abstract record Term(string Name, int Agreement, SourceSpan Span);

public sealed record PartyTerm(string Name, int Agreement, SourceSpan Span) : Term(Name, Agreement, Span);

/// <summary>A role is a set of parties: "A Guarantor is a Party other than Ukraine."</summary>
public sealed record RoleTerm(string Name, int Agreement, ActorSet Members, SourceSpan Span)
    : Term(Name, Agreement, Span);

/// <summary>A body. Members is the fixed number of members (0: it does not vote by members, it announces). ComposedOf: one member for each actor of the set.</summary>
public sealed record BodyTerm(string Name, int Agreement, int Members, ActorSet? ComposedOf, SourceSpan Span)
    : Term(Name, Agreement, Span);

/// <summary>An event: what happens, as reported by Reporters. Against: the parties it can be directed at (data attribute "against").</summary>
public sealed record EventTerm(
    string Name,
    int Agreement,
    ActorSet Reporters,
    ActorSet? Against,
    ImmutableArray<EventAttribute> Attributes,
    SourceSpan Span
) : Term(Name, Agreement, Span);

public sealed record EventAttribute(string Name, AttributeType Type);

public enum AttributeType
{
    Text,
    Number,
    Place,
    Party,
}

/// <summary>An act: "To provide is an act of a Guarantor toward Ukraine, with a measure." Verb is the base form with its words: "provide", "deploy forces".</summary>
/// <param name="Item">Index of the menu (enumeration) whose items the act delivers, if any.</param>
/// <param name="Unit">Unit of the quantity the act carries, if any ("EUR", "vehicle").</param>
/// <param name="Stage">The quantity stage the act counts toward, if any.</param>
/// <param name="Quantity">Index of the quantity term the act adds to, if any.</param>
public sealed record ActTerm(
    string Name,
    int Agreement,
    ActorSet Actors,
    ActorSet? Toward,
    string? Kind,
    int? Item,
    string? Unit,
    QuantityStage? Stage,
    int? Quantity,
    ImmutableArray<EventAttribute> Attributes,
    SourceSpan Span
) : Term(Name, Agreement, Span);

/// <summary>A state that begins and ends upon triggers; before any, it holds iff HoldsAtStart.</summary>
public sealed record StateTerm(
    string Name,
    int Agreement,
    Trigger? Begins,
    Trigger? Ends,
    bool HoldsAtStart,
    SourceSpan Span
) : Term(Name, Agreement, Span);

/// <summary>The kinds of a thing: "A measure is military, diplomatic, economic or legal."</summary>
public sealed record KindTerm(string Name, int Agreement, ImmutableArray<string> Kinds, SourceSpan Span)
    : Term(Name, Agreement, Span);

/// <summary>A list of items declared by each of a set of parties: "A declared package is a list of measures, declared by each Guarantor upon ratification, with at least one of each kind."</summary>
/// <param name="Of">Index of the KindTerm the items belong to.</param>
/// <param name="Upon">The instrument with which it is declared, if any.</param>
/// <param name="MinimumOfEachKind">0: none demanded.</param>
/// <param name="MinimumTotal">0: none demanded.</param>
public sealed record MenuTerm(
    string Name,
    int Agreement,
    int Of,
    ActorSet DeclaredBy,
    InstrumentKind? Upon,
    int MinimumOfEachKind,
    int MinimumTotal,
    SourceSpan Span
) : Term(Name, Agreement, Span);

public sealed record DecisionTerm(string Name, int Agreement, int Decision, SourceSpan Span)
    : Term(Name, Agreement, Span);

/// <summary>Another agreement, or this one. Index into <see cref="Agreement.Agreements"/>.</summary>
public sealed record AgreementTerm(string Name, int Agreement, int Target, SourceSpan Span)
    : Term(Name, Agreement, Span);

/// <summary>An amendment of the agreement that defines it: what it changes is said by <see cref="AmendingRule"/>s.</summary>
public sealed record AmendmentTerm(string Name, int Agreement, SourceSpan Span) : Term(Name, Agreement, Span);

/// <summary>A quantity kept by the machine: sums by stage and by party. Total and Shares are the amount promised and how it is divided, if the text fixes them.</summary>
public sealed record QuantityTerm(
    string Name,
    int Agreement,
    string Unit,
    decimal? Total,
    ImmutableArray<BurdenShare> Shares,
    SourceSpan Span
) : Term(Name, Agreement, Span);

/// <summary>Share is a fraction in [0, 1].</summary>
public sealed record BurdenShare(string Party, decimal Share);

public enum QuantityStage
{
    Declared,
    Pledged,
    Allocated,
    Contracted,
    Paid,
    Delivered,
    Received,
}

/// <summary>An area on the ground. Within DistanceKm of the polyline or polygon; a polygon's interior is in it. Distances on the WGS84 sphere of mean radius 6371.0088 km.</summary>
public sealed record AreaTerm(
    string Name,
    int Agreement,
    ImmutableArray<GeoPoint> Points,
    bool Closed,
    decimal DistanceKm,
    SourceSpan Span
) : Term(Name, Agreement, Span);

/// <summary>Degrees, WGS84.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);

/// <summary>A named moment: "D-Day is the moment of the Transfer of Authority." It is the first occasion of Moment.</summary>
public sealed record ClockTerm(string Name, int Agreement, Trigger Moment, SourceSpan Span)
    : Term(Name, Agreement, Span);

public enum InstrumentKind
{
    Signature,
    Ratification,
    Acceptance,
    Approval,
    Accession,
    ProvisionalApplication,
    NoticeOfWithdrawal,
    WithdrawalOfNotice,
    Reservation,
    Objection,
    WithdrawalOfReservation,
    Request,
    AcceptanceOfAmendment,
    EntryIntoForce,
    End,
    NoticeOfNonRenewal,
    AcceptanceOfReservation,
    WithdrawalOfObjection,
    AgreementToRenewal,
}
