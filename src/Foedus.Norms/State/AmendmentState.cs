namespace Foedus.Norms;

/// <param name="Accepted">Who has accepted it.</param>
/// <param name="Parties">Whom it binds; null before it is adopted.</param>
internal sealed record AmendmentState(ulong[] Accepted, ulong[]? Parties)
{
    public bool SameAs(AmendmentState other) =>
        CanonicalHasher.SameBits(Accepted, other.Accepted)
        && Parties is null == other.Parties is null
        && CanonicalHasher.SameBits(Parties, other.Parties);
}
