using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What one actor, or everyone, is taken to do.</summary>
/// <param name="Acts">By the name of the act.</param>
/// <param name="AnyDuty">For acts that are not named.</param>
/// <param name="Votes">By the name of the decision; the empty name stands for all others.</param>
public sealed record ActorConduct(
    ImmutableDictionary<string, DutyConduct> Acts,
    DutyConduct? AnyDuty,
    ImmutableDictionary<string, VoteConduct> Votes
)
{
    public static ActorConduct None { get; } =
        new(ImmutableDictionary<string, DutyConduct>.Empty, null, ImmutableDictionary<string, VoteConduct>.Empty);
}
