namespace Foedus.Norms.Events;

/// <summary>The names of the event types in event files.</summary>
public static class EventTypeNames
{
    public const string Prefix = "org.foedus.";
    public const string Suffix = ".v1";

    /// <summary>For messages: every type, in the order of <see cref="EventType"/>.</summary>
    public const string Choice =
        "occurrence.reported, act.performed, vote.cast, decision.announced, instrument.deposited, menu.declared, "
        + "power.exercised, event.corrected, event.retracted or clock.reached";

    /// <summary>The full name, <c>org.foedus.vote.cast.v1</c>.</summary>
    public static string NameOf(EventType type) => Prefix + ShortNameOf(type) + Suffix;

    public static bool TryParse(string name, out EventType type)
    {
        foreach (var candidate in Enum.GetValues<EventType>())
        {
            if (string.Equals(name, NameOf(candidate), StringComparison.Ordinal))
            {
                type = candidate;
                return true;
            }
        }
        type = default;
        return false;
    }

    internal static bool TryParse(ReadOnlySpan<byte> name, out EventType type)
    {
        type = default;
        if (name.Length < 14 || !name.StartsWith("org.foedus."u8) || !name.EndsWith(".v1"u8))
        {
            return false;
        }
        var inner = name[11..^3];
        EventType? found = true switch
        {
            _ when inner.SequenceEqual("occurrence.reported"u8) => EventType.OccurrenceReported,
            _ when inner.SequenceEqual("act.performed"u8) => EventType.ActPerformed,
            _ when inner.SequenceEqual("vote.cast"u8) => EventType.VoteCast,
            _ when inner.SequenceEqual("decision.announced"u8) => EventType.DecisionAnnounced,
            _ when inner.SequenceEqual("instrument.deposited"u8) => EventType.InstrumentDeposited,
            _ when inner.SequenceEqual("menu.declared"u8) => EventType.MenuDeclared,
            _ when inner.SequenceEqual("power.exercised"u8) => EventType.PowerExercised,
            _ when inner.SequenceEqual("event.corrected"u8) => EventType.EventCorrected,
            _ when inner.SequenceEqual("event.retracted"u8) => EventType.EventRetracted,
            _ when inner.SequenceEqual("clock.reached"u8) => EventType.ClockReached,
            _ => null,
        };
        type = found ?? default;
        return found is not null;
    }

    private static string ShortNameOf(EventType type) =>
        type switch
        {
            EventType.OccurrenceReported => "occurrence.reported",
            EventType.ActPerformed => "act.performed",
            EventType.VoteCast => "vote.cast",
            EventType.DecisionAnnounced => "decision.announced",
            EventType.InstrumentDeposited => "instrument.deposited",
            EventType.MenuDeclared => "menu.declared",
            EventType.PowerExercised => "power.exercised",
            EventType.EventCorrected => "event.corrected",
            EventType.EventRetracted => "event.retracted",
            _ => "clock.reached",
        };
}
