namespace Foedus.Norms;

/// <summary>The parties for which an agreement was in force when the occurrence at the root of a chain happened.</summary>
/// <param name="Rule">Index of the survival rule that asks for it; <see cref="ByItsEnd"/> where the occurrence is the end of the agreement itself.</param>
internal sealed record SurvivorSet(int Agreement, int Rule, ulong[] Bits)
{
    /// <summary>What the text sets off by the end binds after it (VCLT art. 70(1): unless the treaty otherwise provides).</summary>
    public const int ByItsEnd = -1;
}
