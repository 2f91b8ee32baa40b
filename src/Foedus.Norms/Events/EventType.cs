namespace Foedus.Norms.Events;

/// <summary>What an event says happened: <c>org.foedus.occurrence.reported.v1</c> and so on.</summary>
public enum EventType
{
    OccurrenceReported,
    ActPerformed,
    VoteCast,
    DecisionAnnounced,
    InstrumentDeposited,
    MenuDeclared,
    PowerExercised,

    /// <summary>Concerns the record, not the world: replay applies it to the history, the machine never sees it.</summary>
    EventCorrected,

    /// <inheritdoc cref="EventCorrected"/>
    EventRetracted,
    ClockReached,
}
