namespace Foedus.Norms;

/// <summary>The parties for which an agreement was in force when the occurrence at the root of a chain happened.</summary>
/// <param name="Rule">Index of the survival rule that asks for it.</param>
internal sealed record SurvivorSet(int Agreement, int Rule, ulong[] Bits);
