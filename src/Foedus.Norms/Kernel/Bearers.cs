namespace Foedus.Norms;

/// <summary>Who bears an instance: one actor, a group jointly, or nobody (a decision of no body, an agreement as a whole).</summary>
/// <param name="Single">Index into <see cref="Machine.Actors"/>, or −1.</param>
/// <param name="Group">For a joint instance the members, one bit an actor; otherwise null.</param>
public readonly record struct Bearers(int Single, ulong[]? Group)
{
    public static Bearers None => new(-1, null);

    public static Bearers Of(int actor) => new(actor, null);

    public bool IsNone => Single < 0 && Group is null;

    public bool Includes(int actor) =>
        actor >= 0 && (Group is null ? Single == actor : (Group[actor >> 6] & (1UL << (actor & 63))) != 0);
}
