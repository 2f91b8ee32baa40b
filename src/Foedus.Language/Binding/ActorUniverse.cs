using Foedus.Language.Core;

namespace Foedus.Language.Binding;

/// <summary>
/// Which actors a set can hold, as far as the text alone tells: over the names it mentions and one stranger that stands for every other state.
/// Enough to see that a bearer and the actors of its act have nobody in common.
/// </summary>
internal sealed class ActorUniverse(
    Draft draft,
    IReadOnlyCollection<string> parties,
    IReadOnlyCollection<string> bodies
)
{
    private const string AnyOther = "*";
    private const int DeepestRole = 20;

    /// <summary>False only when the two sets certainly have no member in common.</summary>
    public bool MayOverlap(ActorSet left, ActorSet right)
    {
        foreach (var name in Names(left, right))
        {
            if (MayHold(left, name, 0) && MayHold(right, name, 0))
            {
                return true;
            }
        }
        return false;
    }

    private HashSet<string> Names(ActorSet left, ActorSet right)
    {
        var names = new HashSet<string>(parties, StringComparer.Ordinal) { AnyOther };
        names.UnionWith(bodies);
        Mentioned(left, names, 0);
        Mentioned(right, names, 0);
        return names;
    }

    private void Mentioned(ActorSet set, HashSet<string> names, int depth)
    {
        switch (set)
        {
            case NamedActor named:
                names.Add(named.Name);
                break;
            case UnionOf union:
                foreach (var part in union.Sets)
                {
                    Mentioned(part, names, depth);
                }
                break;
            case Except except:
                Mentioned(except.From, names, depth);
                break;
            case InForceOnly only:
                Mentioned(only.Set, names, depth);
                break;
            case WithConsent consent:
                Mentioned(consent.Set, names, depth);
                break;
            case RoleMembers role when depth < DeepestRole && draft.TermAt(role.Term) is RoleTerm term:
                Mentioned(term.Members, names, depth + 1);
                break;
            default:
                break;
        }
    }

    private bool MayHold(ActorSet set, string name, int depth) =>
        set switch
        {
            NamedActor named => named.Name.Length == 0 || named.Name == name,
            EveryParty => !bodies.Contains(name),
            RoleMembers role => depth >= DeepestRole
                || draft.TermAt(role.Term) is not RoleTerm term
                || MayHold(term.Members, name, depth + 1),
            UnionOf union => union.Sets.Any(part => MayHold(part, name, depth)),
            Except except => MayHold(except.From, name, depth) && !MustHold(except.Excluded, name, depth),
            InForceOnly only => MayHold(only.Set, name, depth),
            WithConsent consent => MayHold(consent.Set, name, depth),
            _ => true,
        };

    private bool MustHold(ActorSet set, string name, int depth) =>
        set switch
        {
            NamedActor named => named.Name == name,
            EveryParty => !bodies.Contains(name),
            RoleMembers role => depth < DeepestRole
                && draft.TermAt(role.Term) is RoleTerm term
                && MustHold(term.Members, name, depth + 1),
            UnionOf union => union.Sets.Any(part => MustHold(part, name, depth)),
            Except except => MustHold(except.From, name, depth) && !MayHold(except.Excluded, name, depth),
            _ => false,
        };
}
