namespace Foedus.Analysis.Checks;

/// <summary>What a reader says of a norm, and of one who bears it, after a course of events.</summary>
internal enum ReadersVerdict
{
    Unbound,
    Bound,
    Breach,
}
