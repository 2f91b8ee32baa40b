namespace Foedus.Norms;

/// <summary>
/// What an occasion binds: the root of its chain and who took part in it. Everything opened by the occasion carries it
/// on, so that "it", "the other Guarantors" and "against" keep their meaning down the chain. Immutable once published.
/// </summary>
internal sealed record Bound
{
    /// <summary>A violator that is a group, in <see cref="ViolatorGroup"/>.</summary>
    public const int GroupViolator = -2;

    /// <summary>Subject, else id, of the occurrence at the root; for what hangs on no occurrence the agreement's id.</summary>
    public required string Root { get; init; }

    /// <summary>False where the root is the agreement itself.</summary>
    public bool IsOccurrence { get; init; }

    public int Author { get; init; } = -1;

    public int Against { get; init; } = -1;

    public int Performer { get; init; } = -1;

    public int Toward { get; init; } = -1;

    public int Depositor { get; init; } = -1;

    /// <summary>For whom an agreement entered into force or ended.</summary>
    public int Party { get; init; } = -1;

    public int Violator { get; init; } = -1;

    public ulong[]? ViolatorGroup { get; init; }

    /// <summary>The event term and time of the occurrence at the root, where a deadline is counted from it.</summary>
    public int RootTerm { get; init; } = -1;

    public long RootAt { get; init; } = long.MinValue;

    /// <summary>Annotation of a recurring clause: from when its occasions are counted (the timer says the same).</summary>
    public long Origin { get; init; } = long.MinValue;

    /// <summary>Who was in force when the occurrence at the root happened, where a survival rule asks for it.</summary>
    public SurvivorSet? Survivors { get; set; }

    /// <summary>In a round that settles a delegated standard of bearers the text tells apart: whom the occasion concerned. Only the clause that waits for it asks.</summary>
    public ulong[]? Concerned { get; init; }

    /// <summary>In a round of a decision that an amendment touches, and in what its outcome sets off until a clause opens.</summary>
    public AmendedRound? Round { get; init; }

    /// <summary>The instance whose transition is the occasion.</summary>
    public NormKey? Above { get; init; }

    /// <summary>Annotation.</summary>
    public Cause? Cause { get; init; }

    /// <summary>What a round knew of itself is of no concern to what comes after it.</summary>
    public Bound WithoutRound() =>
        Round is null && Concerned is null ? this : this with { Round = null, Concerned = null };

    /// <summary>Set off by the end of the agreement for these.</summary>
    public Bound After(int agreement, ulong[] ended) =>
        this with
        {
            Survivors = new SurvivorSet(agreement, SurvivorSet.ByItsEnd, ended),
        };

    public ulong Hash(long now)
    {
        var hash = new CanonicalHasher();
        hash.Add(Root);
        hash.Add(IsOccurrence ? 1 : 0);
        hash.Add(((long)Author << 32) ^ Against);
        hash.Add(((long)Performer << 32) ^ Toward);
        hash.Add(((long)Depositor << 32) ^ Party);
        hash.Add(Violator);
        hash.Add(ViolatorGroup);
        hash.Add(Survivors?.Bits);
        hash.Add(Concerned);
        hash.Add(Round?.Decision ?? -1);
        hash.Add(RelativeTime.Of(RootAt, now));
        return hash.Value;
    }

    public bool SameAs(Bound other, long now, long otherNow) =>
        string.Equals(Root, other.Root, StringComparison.Ordinal)
        && IsOccurrence == other.IsOccurrence
        && Author == other.Author
        && Against == other.Against
        && Performer == other.Performer
        && Toward == other.Toward
        && Depositor == other.Depositor
        && Party == other.Party
        && Violator == other.Violator
        && CanonicalHasher.SameBits(ViolatorGroup, other.ViolatorGroup)
        && RootTerm == other.RootTerm
        && RelativeTime.Of(RootAt, now) == RelativeTime.Of(other.RootAt, otherNow)
        && Survivors?.Rule == other.Survivors?.Rule
        && CanonicalHasher.SameBits(Survivors?.Bits, other.Survivors?.Bits)
        && CanonicalHasher.SameBits(Concerned, other.Concerned)
        && (Round is null ? other.Round is null : Round.SameAs(other.Round));
}
