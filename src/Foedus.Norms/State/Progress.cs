using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>What the acts of an instance have delivered, in all and, for a joint instance, by each member.</summary>
/// <param name="Acts">Acts that counted.</param>
/// <param name="Members">By member, in the order of the actors; empty for a single bearer.</param>
/// <param name="Given">Which items, where it is not their number alone that counts; in order.</param>
internal sealed record Progress(
    decimal Amount,
    int Items,
    int Acts,
    ImmutableArray<MemberProgress> Members,
    ImmutableArray<GivenItem> Given
)
{
    public static Progress None { get; } = new(0, 0, 0, [], []);

    public Progress With(int member, bool isGroup, decimal amount, int items)
    {
        if (!isGroup)
        {
            return new Progress(Amount + amount, Items + items, 1, [], Given);
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
        return new Progress(Amount + amount, Items + items, 1, members, Given);
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
        foreach (var item in Given)
        {
            hash.Add(item.Actor);
            hash.Add(item.Name);
        }
        return hash.Value;
    }

    public bool SameAs(Progress other) =>
        Amount == other.Amount
        && Items == other.Items
        && Acts == other.Acts
        && Members.AsSpan().SequenceEqual(other.Members.AsSpan())
        && Given.AsSpan().SequenceEqual(other.Given.AsSpan());
}

internal readonly record struct MemberProgress(int Actor, decimal Amount, int Items);

/// <summary>An item that counts, by who gave it: under its own name where it must be one of a declared menu, else under its kind.</summary>
internal readonly record struct GivenItem(int Actor, string Name);
