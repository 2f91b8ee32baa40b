namespace Foedus.Norms;

/// <summary>
/// Which parts of the state have changed, as bits: a watched condition is looked at again only when a bit it depends on is
/// set. States, histories and watches beyond the bits at hand share them.
/// </summary>
internal static class Dirt
{
    public const ulong Participation = 1UL << 0;
    public const ulong Decisions = 1UL << 1;
    public const ulong Norms = 1UL << 2;
    public const ulong Quantities = 1UL << 3;

    public static ulong State(int term) => 1UL << (4 + (term % 20));

    public static ulong History(int index) => 1UL << (24 + (index % 40));
}
