namespace Foedus.Norms;

/// <summary>What a watched condition remembers.</summary>
/// <param name="Value">Its truth when last looked at.</param>
/// <param name="IsLatched">It has been true (a trigger by condition fires once).</param>
/// <param name="LatchedFor">The same, by bearer, where the condition depends on the bearer.</param>
/// <param name="Timer">When it is to be looked at again, <see cref="long.MaxValue"/> if only upon a change.</param>
internal sealed record WatchCell(bool Value, bool IsLatched, ulong[]? LatchedFor, long Timer)
{
    public bool IsLatchedFor(int actor) => IsLatched || (LatchedFor is { } actors && ActorBits.Has(actors, actor));

    public static WatchCell Unknown { get; } = new(false, false, null, long.MaxValue);
}
