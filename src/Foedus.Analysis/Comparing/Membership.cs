using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

/// <summary>Who belongs to a set of actors, as far as the text alone says: being in force counts as given.</summary>
internal sealed class Membership(Agreement agreement)
{
    /// <summary>Stands for every party that the text does not name.</summary>
    public const string AnyOther = "any other Party";

    private readonly ImmutableHashSet<string> _parties =
    [
        .. agreement.Terms.OfType<PartyTerm>().Select(term => term.Name),
        .. agreement.Settings.ClosedParties.IsDefault ? [] : agreement.Settings.ClosedParties,
    ];

    public bool IsParty(string name) => _parties.Contains(name) || (name == AnyOther && !agreement.Settings.IsClosed);

    public bool Includes(ActorSet set, string name) =>
        set switch
        {
            NamedActor named => named.Name == name,
            EveryParty => IsParty(name),
            RoleMembers role => agreement.Terms[role.Term] is RoleTerm term && Includes(term.Members, name),
            UnionOf union => union.Sets.Any(member => Includes(member, name)),
            // Who is excluded only by what happened (the party in breach) may still be bound on another day.
            Except { Excluded: BoundActor } except => Includes(except.From, name),
            Except except => Includes(except.From, name) && !Includes(except.Excluded, name),
            InForceOnly inForce => Includes(inForce.Set, name),
            WithConsent consent => Includes(consent.Set, name),
            BoundActor bound => Symbol(bound) == name,
            _ => false,
        };

    /// <summary>Every name that the agreement makes a bearer of something, and every party.</summary>
    public IEnumerable<string> Names()
    {
        foreach (var term in agreement.Terms.OfType<PartyTerm>())
        {
            yield return term.Name;
        }
        foreach (var name in agreement.Clauses.SelectMany(clause => Named(clause.Bearer.Who)))
        {
            yield return name;
        }
        if (!agreement.Settings.IsClosed)
        {
            yield return AnyOther;
        }
    }

    private IEnumerable<string> Named(ActorSet set) =>
        ActorLeaves
            .Of(agreement, set)
            .SelectMany(leaf =>
                leaf switch
                {
                    NamedActor named => [named.Name],
                    BoundActor bound => [Symbol(bound)],
                    _ => (string[])[],
                }
            );

    private static string Symbol(BoundActor bound) =>
        bound.Binding switch
        {
            Binding.Violator or Binding.Bearer => "the Party in breach",
            Binding.Author => "the reporting Party",
            Binding.Against => "the Party attacked",
            Binding.Performer => "the performing Party",
            Binding.Depositor => "the depositing Party",
            _ => "the counter-party",
        };
}
