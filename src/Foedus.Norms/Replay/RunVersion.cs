namespace Foedus.Norms.Replay;

/// <summary>One of the runs over the same events: the text itself, or the text as a named reader reads it.</summary>
/// <param name="Reader">Null for the text itself.</param>
/// <param name="Book">What the standing at the end needs of the transitions.</param>
public sealed record RunVersion(string? Reader, Machine Machine, StandingBook Book);
