using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>Participation in one agreement, and its life as a whole.</summary>
internal sealed record AgreementState
{
    public required ulong[] Signed { get; init; }

    public required ulong[] Consented { get; init; }

    /// <summary>In force, a withdrawal notified or not, suspended or not.</summary>
    public required ulong[] InForce { get; init; }

    /// <summary>Has ever been in force.</summary>
    public required ulong[] Ever { get; init; }

    /// <summary>Applies the agreement provisionally.</summary>
    public required ulong[] Provisional { get; init; }

    public required ulong[] Suspended { get; init; }

    public required ulong[] Notified { get; init; }

    public required ulong[] Withdrawn { get; init; }

    /// <summary>Consent to an amendment.</summary>
    public required ulong[] Amending { get; init; }

    /// <summary>Amendments by their terms, from the first acceptance on.</summary>
    public ImmutableSortedDictionary<int, AmendmentState> Amendments { get; init; } =
        ImmutableSortedDictionary<int, AmendmentState>.Empty;

    /// <summary>
    /// For whom a clause that an amendment touches applies as it stands now, by clause; missing: for all, of one that is added for nobody.
    /// It follows from the rest, and is kept to see what a change of the rest changes.
    /// </summary>
    public ImmutableSortedDictionary<int, ulong[]> Applying { get; init; } =
        ImmutableSortedDictionary<int, ulong[]>.Empty;

    /// <summary>When it first entered into force; <see cref="long.MaxValue"/> if it has not.</summary>
    public long Since { get; init; } = long.MaxValue;

    /// <summary>For an agreement known only from outside: whether it is in force.</summary>
    public bool IsInForceAsReported { get; init; }

    public bool HasEnded { get; init; }

    /// <summary>The conditions of entry into force have been met: at that moment (for a rule with a delay); by rule.</summary>
    public ImmutableArray<long> MetAt { get; init; } = [];

    /// <summary>When the agreement ends by its duration; <see cref="long.MaxValue"/> if it does not.</summary>
    public long DurationEnd { get; init; } = long.MaxValue;

    /// <summary>Have given notice that it is not to be renewed, or that they withdraw: one is enough.</summary>
    public required ulong[] AgainstRenewal { get; init; }

    /// <summary>Agree that it be renewed, where the text asks for the agreement of all.</summary>
    public required ulong[] Renewing { get; init; }

    /// <summary>Parties in the order of actors with their times: consent, entry into force, effect of a notice.</summary>
    public ImmutableSortedDictionary<int, PartyTimes> Times { get; init; } =
        ImmutableSortedDictionary<int, PartyTimes>.Empty;

    /// <summary>Clauses reserved, by party.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<int>> Reservations { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>Pairs (accepting, reserving party): expressly, or by silence.</summary>
    public ImmutableSortedSet<(int Accepting, int Reserving)> Accepted { get; init; } = [];

    /// <summary>Pairs (objector, reserving party).</summary>
    public ImmutableSortedSet<(int Objector, int Reserving)> Objections { get; init; } = [];

    /// <summary>Reserving parties whose reservation waits for acceptance, and until when silence is none yet (VCLT art. 20(5)).</summary>
    public ImmutableSortedDictionary<int, long> ObjectionsUntil { get; init; } =
        ImmutableSortedDictionary<int, long>.Empty;

    /// <summary>Pairs (objector, reserving party) between which the agreement is not in force.</summary>
    public ImmutableArray<(int Objector, int Reserving)> NotBetween { get; init; } = [];

    public static AgreementState Nothing(int words) =>
        new()
        {
            Signed = new ulong[words],
            Consented = new ulong[words],
            InForce = new ulong[words],
            Ever = new ulong[words],
            Provisional = new ulong[words],
            Suspended = new ulong[words],
            Notified = new ulong[words],
            Withdrawn = new ulong[words],
            Amending = new ulong[words],
            AgainstRenewal = new ulong[words],
            Renewing = new ulong[words],
        };

    public PartyTimes TimesOf(int party) => Times.TryGetValue(party, out var times) ? times : PartyTimes.None;

    public ulong Hash(long now)
    {
        var hash = new CanonicalHasher();
        hash.Add(Signed);
        hash.Add(Consented);
        hash.Add(InForce);
        hash.Add(Ever);
        hash.Add(Provisional);
        hash.Add(Suspended);
        hash.Add(Notified);
        hash.Add(Withdrawn);
        hash.Add(AgainstRenewal);
        hash.Add(Renewing);
        hash.Add((IsInForceAsReported ? 1 : 0) + (HasEnded ? 2 : 0));
        hash.Add(RelativeTime.Of(DurationEnd, now));
        foreach (var (party, times) in Times)
        {
            hash.Add(party);
            hash.Add(RelativeTime.Of(times.Leaves, now));
        }
        foreach (var (term, amendment) in Amendments)
        {
            hash.Add(term);
            hash.Add(amendment.Accepted);
            hash.Add(amendment.Parties);
        }
        hash.Add(Accepted.Count);
        hash.Add(Objections.Count);
        return hash.Value;
    }

    /// <summary>Ages count only where the text asks for them: otherwise an agreement in force for a year is one in force for a day.</summary>
    public bool SameAs(AgreementState other, long now, long otherNow, AgesAsked asked) =>
        CanonicalHasher.SameBits(Signed, other.Signed)
        && CanonicalHasher.SameBits(Consented, other.Consented)
        && CanonicalHasher.SameBits(InForce, other.InForce)
        && CanonicalHasher.SameBits(Ever, other.Ever)
        && CanonicalHasher.SameBits(Provisional, other.Provisional)
        && CanonicalHasher.SameBits(Suspended, other.Suspended)
        && CanonicalHasher.SameBits(Notified, other.Notified)
        && CanonicalHasher.SameBits(Withdrawn, other.Withdrawn)
        && CanonicalHasher.SameBits(Amending, other.Amending)
        && SameAge(Since, other.Since, now, otherNow, asked.OfAgreement)
        && RelativeTime.Of(DurationEnd, now) == RelativeTime.Of(other.DurationEnd, otherNow)
        && IsInForceAsReported == other.IsInForceAsReported
        && HasEnded == other.HasEnded
        && CanonicalHasher.SameBits(AgainstRenewal, other.AgainstRenewal)
        && CanonicalHasher.SameBits(Renewing, other.Renewing)
        && SameTimes(other, now, otherNow, asked.OfParticipation)
        && SameReservations(other)
        && SameAmendments(other)
        && Accepted.SetEquals(other.Accepted)
        && Objections.SetEquals(other.Objections)
        && SameObjections(other, now, otherNow)
        && NotBetween.AsSpan().SequenceEqual(other.NotBetween.AsSpan());

    private static bool SameAge(long time, long other, long now, long otherNow, bool isAsked) =>
        isAsked
            ? RelativeTime.Of(time, now) == RelativeTime.Of(other, otherNow)
            : time == long.MaxValue == (other == long.MaxValue);

    private bool SameTimes(AgreementState other, long now, long otherNow, bool isAsked)
    {
        if (Times.Count != other.Times.Count || MetAt.Length != other.MetAt.Length)
        {
            return false;
        }
        foreach (var (party, times) in Times)
        {
            if (
                !other.Times.TryGetValue(party, out var otherTimes)
                || RelativeTime.Of(times.Leaves, now) != RelativeTime.Of(otherTimes.Leaves, otherNow)
                || (times.Reserved == long.MaxValue) != (otherTimes.Reserved == long.MaxValue)
                || !SameAge(times.Consented, otherTimes.Consented, now, otherNow, isAsked)
                || !SameAge(times.InForce, otherTimes.InForce, now, otherNow, isAsked)
            )
            {
                return false;
            }
        }
        for (var i = 0; i < MetAt.Length; i++)
        {
            if (!SameAge(MetAt[i], other.MetAt[i], now, otherNow, isAsked))
            {
                return false;
            }
        }
        return true;
    }

    private bool SameObjections(AgreementState other, long now, long otherNow)
    {
        if (ObjectionsUntil.Count != other.ObjectionsUntil.Count)
        {
            return false;
        }
        foreach (var (party, until) in ObjectionsUntil)
        {
            if (
                !other.ObjectionsUntil.TryGetValue(party, out var others)
                || RelativeTime.Of(until, now) != RelativeTime.Of(others, otherNow)
            )
            {
                return false;
            }
        }
        return true;
    }

    private bool SameAmendments(AgreementState other)
    {
        if (Amendments.Count != other.Amendments.Count)
        {
            return false;
        }
        foreach (var (term, amendment) in Amendments)
        {
            if (!other.Amendments.TryGetValue(term, out var others) || !amendment.SameAs(others))
            {
                return false;
            }
        }
        return true;
    }

    private bool SameReservations(AgreementState other)
    {
        if (Reservations.Count != other.Reservations.Count)
        {
            return false;
        }
        foreach (var (party, clauses) in Reservations)
        {
            if (
                !other.Reservations.TryGetValue(party, out var others)
                || !clauses.AsSpan().SequenceEqual(others.AsSpan())
            )
            {
                return false;
            }
        }
        return true;
    }
}

/// <param name="Consented">When the party consented.</param>
/// <param name="InForce">When the agreement entered into force for it.</param>
/// <param name="Leaves">When its withdrawal takes effect.</param>
/// <param name="Reserved">When it last made a reservation in this participation.</param>
internal readonly record struct PartyTimes(long Consented, long InForce, long Leaves, long Reserved)
{
    public static PartyTimes None { get; } = new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue);
}
