using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>The state before the effect of an event and all that follow it.</summary>
/// <param name="Boundary">Null: before everything.</param>
internal sealed record Checkpoint(Event? Boundary, State State);
