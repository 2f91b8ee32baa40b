namespace Foedus.Norms;

/// <summary>What names like "it" and "its" stand for while a set of actors or a condition is evaluated.</summary>
/// <param name="IsVote">In a vote only parties in force count: a withdrawal that spares duties does not spare votes.</param>
internal readonly record struct Scope(Bound? Bound, int Bearer, ulong[]? Group, int CounterParty, bool IsVote)
{
    public static Scope None => new(null, -1, null, -1, false);

    public static Scope Of(Bound bound) => new(bound, -1, null, -1, false);

    public static Scope Of(NormInstance instance) =>
        new(instance.Bound, instance.Key.Bearer, instance.Group, instance.Key.CounterParty, false);

    public Scope WithBearer(int bearer) => this with { Bearer = bearer, Group = null };
}
