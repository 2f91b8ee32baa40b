using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>A set of actors (parties and bodies), evaluated in a state, at a moment, with what the trigger bound.</summary>
public abstract record ActorSet;

/// <summary>One party or body (or "Depositary"), by its name in the text.</summary>
public sealed record NamedActor(string Name) : ActorSet;

/// <summary>Every party of the agreement: those declared and those that deposited an instrument.</summary>
public sealed record EveryParty(int Agreement) : ActorSet;

public sealed record RoleMembers(int Term) : ActorSet;

public sealed record UnionOf(ImmutableArray<ActorSet> Sets) : ActorSet;

public sealed record Except(ActorSet From, ActorSet Excluded) : ActorSet;

/// <summary>Those for which the agreement is in force and operates (participation "in force" or "withdrawal notified").</summary>
public sealed record InForceOnly(ActorSet Set, int Agreement) : ActorSet
{
    /// <summary>"are in force": those, too, for whom its operation is suspended.</summary>
    public bool OrSuspended { get; init; }
}

/// <summary>Those that have reached at least the given participation status, in force or not ("the signatories").</summary>
public sealed record WithConsent(ActorSet Set, int Agreement, ParticipationStatus AtLeast) : ActorSet;

/// <summary>An actor bound by what set the clause off.</summary>
public sealed record BoundActor(Binding Binding) : ActorSet;

/// <summary>Bearer: "it", "its". Violator: in a consequence, who breached the norm above. Author: who reported or requested. Against: whom the event is directed at. Performer: who did the triggering act. Depositor: who deposited the triggering instrument.</summary>
public enum Binding
{
    Bearer,
    CounterParty,
    Violator,
    Author,
    Against,
    Performer,
    Depositor,
}

public enum ParticipationStatus
{
    None,
    Signed,
    Consented,
    InForce,
    Suspended,
    WithdrawalNotified,
    Withdrawn,
}
