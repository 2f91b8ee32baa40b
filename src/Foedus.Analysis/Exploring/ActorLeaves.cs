using Foedus.Language.Core;

namespace Foedus.Analysis.Exploring;

/// <summary>The names, and the words for whom an occasion binds, of which a set of actors is made; whom it excludes is not among them.</summary>
internal static class ActorLeaves
{
    public static IEnumerable<ActorSet> Of(Agreement agreement, ActorSet set) =>
        set switch
        {
            RoleMembers role => agreement.Terms[role.Term] is RoleTerm term ? Of(agreement, term.Members) : [],
            UnionOf union => union.Sets.SelectMany(part => Of(agreement, part)),
            Except except => Of(agreement, except.From),
            InForceOnly inForce => Of(agreement, inForce.Set),
            WithConsent consent => Of(agreement, consent.Set),
            _ => [set],
        };
}
