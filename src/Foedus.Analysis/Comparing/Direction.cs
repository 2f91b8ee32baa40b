namespace Foedus.Analysis.Comparing;

/// <summary>What a change means for who bears it.</summary>
public enum Direction
{
    Less,
    More,

    /// <summary>Neither more nor less can be said: something else is owed, or a right came or went.</summary>
    Otherwise,
}
