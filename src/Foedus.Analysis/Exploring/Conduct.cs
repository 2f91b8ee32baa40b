namespace Foedus.Analysis.Exploring;

/// <summary>What a coalition did, from the least to the most.</summary>
internal enum Conduct
{
    Defaults,
    IsSilent,
    Refuses,
    Leaves,
}
