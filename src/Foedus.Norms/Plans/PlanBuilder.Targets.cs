using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Against whom an event can ever be: of whom its definition speaks, whoever has consented by then.</summary>
internal sealed partial class PlanBuilder
{
    /// <summary>By term; null where the definition does not say against whom.</summary>
    private ulong[]?[] Targets() =>
        [.. _core.Terms.Select(term => term is EventTerm { Against: { } against } ? EverIn(against) : null)];

    private ulong[] EverIn(ActorSet set)
    {
        var members = new ulong[_words];
        for (var actor = 0; actor < _actors.Count; actor++)
        {
            if (MayBeIn(set, actor))
            {
                ActorBits.Add(members, actor);
            }
        }
        return members;
    }

    /// <summary>Whether the actor belongs to the set now or may one day: where the list of parties is open, every state may.</summary>
    private bool MayBeIn(ActorSet set, int actor) =>
        set switch
        {
            NamedActor named => _actors.TryFind(named.Name, out var only) && only == actor,
            EveryParty { Agreement: 0 } when _core.Settings.IsClosed => ActorBits.Has(_declared[0], actor),
            EveryParty => !ActorBits.Has(_bodies, actor),
            RoleMembers role => _core.Terms[role.Term] is not RoleTerm term || MayBeIn(term.Members, actor),
            UnionOf union => union.Sets.Any(part => MayBeIn(part, actor)),
            Except except => MayBeIn(except.From, actor)
                && !(IsFixed(except.Excluded) && MayBeIn(except.Excluded, actor)),
            InForceOnly inForce => MayBeIn(inForce.Set, actor),
            WithConsent consent => MayBeIn(consent.Set, actor),
            _ => true,
        };

    /// <summary>Whether nobody joins or leaves it by what happens.</summary>
    private bool IsFixed(ActorSet set) =>
        set switch
        {
            NamedActor => true,
            RoleMembers role => _core.Terms[role.Term] is RoleTerm term && IsFixed(term.Members),
            UnionOf union => union.Sets.All(IsFixed),
            _ => false,
        };
}
