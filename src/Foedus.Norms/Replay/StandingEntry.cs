namespace Foedus.Norms.Replay;

/// <summary>One line of a standing.</summary>
/// <param name="Norm">Akoma Ntoso id of the clause or decision.</param>
/// <param name="Bearer">Null for a decision.</param>
/// <param name="State">The word of outputs: <c>active</c>, <c>enabled</c>, <c>stage 1</c>.</param>
/// <param name="Until">The deadline, UTC milliseconds, where one is running.</param>
/// <param name="Since">When the violation was entered, UTC milliseconds; null for what is open.</param>
public sealed record StandingEntry(
    string Norm,
    string? Bearer,
    string? CounterParty,
    string Instance,
    string State,
    long? Until,
    long? Since
)
{
    /// <summary>Open standards that the verdict takes as met or not met: <c>“it is unprovoked” as met</c>.</summary>
    public string? Taking { get; init; }
}
