using System.Collections.Immutable;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>What can happen in a small agreement, as events without time and id: these are given where it happens.</summary>
internal static class Told
{
    public static Event Report(string by, string occurrence, params ImmutableArray<AttributeValue> attributes) =>
        Make(EventType.OccurrenceReported, by, new EventData { Name = occurrence, Attributes = attributes });

    public static Event Attack(string by, string on) =>
        Make(EventType.OccurrenceReported, by, new EventData { Name = "attack", Against = on });

    public static Event Act(string by, string act, string? toward = null) =>
        Make(EventType.ActPerformed, by, new EventData { Name = act, Toward = toward });

    public static Event Announcement(string by, string decision, string outcome) =>
        Make(EventType.DecisionAnnounced, by, new EventData { Name = decision, Outcome = outcome });

    public static Event Ballot(string by, string decision, Vote vote) =>
        Make(EventType.VoteCast, by, new EventData { Name = decision, Vote = vote });

    public static Event Instrument(string by, string kind) =>
        Make(EventType.InstrumentDeposited, by, new EventData { Name = kind });

    public static Event Exercise(string by, string power) =>
        Make(EventType.PowerExercised, by, new EventData { Name = power });

    private static Event Make(EventType type, string by, EventData data) =>
        new()
        {
            Type = type,
            Id = "",
            Source = by,
            Time = 0,
            RecordedTime = 0,
            Data = data,
        };
}
