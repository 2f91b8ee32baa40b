using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>What the acts of an instance have delivered, in all and, for a joint instance, by each member.</summary>
/// <param name="Acts">Acts that counted.</param>
/// <param name="Members">By member, in the order of the actors; empty for a single bearer.</param>
internal sealed record Progress(decimal Amount, int Items, int Acts, ImmutableArray<MemberProgress> Members)
{
    public static Progress None { get; } = new(0, 0, 0, []);

    public Progress With(int member, bool isGroup, decimal amount, int items)
    {
        if (!isGroup)
        {
            return new Progress(Amount + amount, Items + items, 1, []);
        }
        var at = 0;
        while (at < Members.Length && Members[at].Actor < member)
        {
            at++;
        }
        var members =
            at < Members.Length && Members[at].Actor == member
                ? Members.SetItem(at, new(member, Members[at].Amount + amount, Members[at].Items + items))
                : Members.Insert(at, new(member, amount, items));
        return new Progress(Amount + amount, Items + items, 1, members);
    }

    public ulong Hash()
    {
        var hash = new CanonicalHasher();
        hash.Add(Amount);
        hash.Add(Items);
        hash.Add(Acts);
        foreach (var member in Members)
        {
            hash.Add(member.Actor);
            hash.Add(member.Amount);
            hash.Add(member.Items);
        }
        return hash.Value;
    }

    public bool SameAs(Progress other) =>
        Amount == other.Amount
        && Items == other.Items
        && Acts == other.Acts
        && Members.AsSpan().SequenceEqual(other.Members.AsSpan());
}

internal readonly record struct MemberProgress(int Actor, decimal Amount, int Items);
