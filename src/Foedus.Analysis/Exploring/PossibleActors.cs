using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// Who can ever belong to a set of actors, given who the parties are: participation and what a trigger binds are left
/// open. An over-approximation: the machine decides, this only proposes.
/// </summary>
internal sealed class PossibleActors(Agreement agreement, ImmutableArray<string> parties)
{
    private readonly ImmutableArray<string> bodies = [.. agreement.Terms.OfType<BodyTerm>().Select(body => body.Name)];

    public ImmutableArray<string> Parties => parties;

    /// <summary>Parties, then bodies.</summary>
    public IEnumerable<string> Actors => parties.Concat(bodies);

    public ImmutableArray<string> Of(ActorSet set) =>
        [
            .. parties
                .Concat(bodies)
                .Concat(Named(set))
                .Distinct(StringComparer.Ordinal)
                .Where(actor => Contains(set, actor)),
        ];

    public bool Contains(ActorSet set, string actor) =>
        set switch
        {
            NamedActor named => string.Equals(named.Name, actor, StringComparison.Ordinal),
            EveryParty every => IsPartyOf(every.Agreement, actor),
            RoleMembers role => agreement.Terms[role.Term] is RoleTerm term && Contains(term.Members, actor),
            UnionOf union => union.Sets.Any(part => Contains(part, actor)),
            // What a trigger binds is not known here: it excludes nobody.
            Except except => Contains(except.From, actor)
                && !(IsFixed(except.Excluded) && Contains(except.Excluded, actor)),
            InForceOnly inForce => Contains(inForce.Set, actor),
            WithConsent consent => Contains(consent.Set, actor),
            _ => parties.Contains(actor, StringComparer.Ordinal),
        };

    /// <summary>A party of an agreement rested on is none of the one above by that, nor the other way round.</summary>
    public bool IsPartyOf(int index, string actor)
    {
        if (!parties.Contains(actor, StringComparer.Ordinal))
        {
            return false;
        }
        var named = agreement
            .Terms.OfType<PartyTerm>()
            .Where(term => term.Name == actor)
            .Select(term => term.Agreement)
            .ToList();
        return named.Contains(index)
            || (
                named.Count == 0
                && (index == 0 || !agreement.Terms.Any(term => term is PartyTerm && term.Agreement == index))
            );
    }

    private IEnumerable<string> Named(ActorSet set) =>
        ActorLeaves.Of(agreement, set).OfType<NamedActor>().Select(named => named.Name);

    private static bool IsFixed(ActorSet set) =>
        set switch
        {
            NamedActor or RoleMembers or EveryParty => true,
            UnionOf union => union.Sets.All(IsFixed),
            Except except => IsFixed(except.From) && IsFixed(except.Excluded),
            _ => false,
        };
}
