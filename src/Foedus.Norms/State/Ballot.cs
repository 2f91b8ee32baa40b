using System.Collections.Immutable;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Who may vote and who has, in one vote.</summary>
/// <param name="Electorate">Actors; empty for a body that votes by unnamed members.</param>
/// <param name="Seats">Size of the electorate.</param>
/// <param name="Members">Votes of the members of a body, by member in ordinal order.</param>
internal sealed record Ballot(
    ulong[] Electorate,
    int Seats,
    ulong[] Yes,
    ulong[] No,
    ulong[] Abstained,
    ImmutableArray<MemberVote> Members
)
{
    public int YesCount => ActorBits.Count(Yes) + CountOf(Vote.Yes);

    public int NoCount => ActorBits.Count(No) + CountOf(Vote.No);

    public int AbstainedCount => ActorBits.Count(Abstained) + CountOf(Vote.Abstain);

    /// <summary>The last vote of an elector counts.</summary>
    public Ballot WithVote(int elector, Vote vote) =>
        this with
        {
            Yes = vote == Vote.Yes ? ActorBits.With(Yes, elector) : Cleared(Yes, elector),
            No = vote == Vote.No ? ActorBits.With(No, elector) : Cleared(No, elector),
            Abstained = vote == Vote.Abstain ? ActorBits.With(Abstained, elector) : Cleared(Abstained, elector),
        };

    public Ballot WithMemberVote(string member, Vote vote)
    {
        var at = 0;
        while (at < Members.Length && string.CompareOrdinal(Members[at].Member, member) < 0)
        {
            at++;
        }
        var cast = new MemberVote(member, vote);
        return this with
        {
            Members =
                at < Members.Length && string.Equals(Members[at].Member, member, StringComparison.Ordinal)
                    ? Members.SetItem(at, cast)
                    : Members.Insert(at, cast),
        };
    }

    public bool HasMember(string member)
    {
        foreach (var cast in Members)
        {
            if (string.Equals(cast.Member, member, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    public bool HasVoted(int elector) =>
        ActorBits.Has(Yes, elector) || ActorBits.Has(No, elector) || ActorBits.Has(Abstained, elector);

    /// <summary>Loses the elector's vote, if it has not been cast.</summary>
    public Ballot WithoutElector(int elector) =>
        ActorBits.Has(Electorate, elector) && !HasVoted(elector)
            ? this with
            {
                Electorate = ActorBits.Without(Electorate, elector),
                Seats = Seats - 1,
            }
            : this;

    public ulong Hash()
    {
        var hash = new CanonicalHasher();
        hash.Add(Electorate);
        hash.Add(Seats);
        hash.Add(Yes);
        hash.Add(No);
        hash.Add(Abstained);
        foreach (var cast in Members)
        {
            hash.Add(cast.Member);
            hash.Add((int)cast.Vote);
        }
        return hash.Value;
    }

    public bool SameAs(Ballot other) =>
        Seats == other.Seats
        && Electorate.AsSpan().SequenceEqual(other.Electorate)
        && Yes.AsSpan().SequenceEqual(other.Yes)
        && No.AsSpan().SequenceEqual(other.No)
        && Abstained.AsSpan().SequenceEqual(other.Abstained)
        && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    private static ulong[] Cleared(ulong[] bits, int actor) =>
        ActorBits.Has(bits, actor) ? ActorBits.Without(bits, actor) : bits;

    private int CountOf(Vote vote)
    {
        var count = 0;
        foreach (var cast in Members)
        {
            count += cast.Vote == vote ? 1 : 0;
        }
        return count;
    }
}

internal readonly record struct MemberVote(string Member, Vote Vote);
