namespace Foedus.Norms.Events;

/// <summary>Which members of <c>data</c> each event type has, and which it must have.</summary>
internal static class DataMemberNames
{
    /// <summary>The member with that name, or none.</summary>
    public static DataMembers MemberNamed(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => DataMembers.Id,
            3 when name.SequenceEqual("act"u8) => DataMembers.Act,
            4 when name.SequenceEqual("kind"u8) => DataMembers.Kind,
            4 when name.SequenceEqual("menu"u8) => DataMembers.Menu,
            4 when name.SequenceEqual("vote"u8) => DataMembers.Vote,
            4 when name.SequenceEqual("item"u8) => DataMembers.Item,
            4 when name.SequenceEqual("unit"u8) => DataMembers.Unit,
            4 when name.SequenceEqual("time"u8) => DataMembers.Time,
            4 when name.SequenceEqual("data"u8) => DataMembers.Data,
            5 when name.SequenceEqual("event"u8) => DataMembers.Event,
            5 when name.SequenceEqual("power"u8) => DataMembers.Power,
            5 when name.SequenceEqual("party"u8) => DataMembers.Party,
            5 when name.SequenceEqual("items"u8) => DataMembers.Items,
            6 when name.SequenceEqual("toward"u8) => DataMembers.Toward,
            6 when name.SequenceEqual("member"u8) => DataMembers.Member,
            6 when name.SequenceEqual("source"u8) => DataMembers.Source,
            7 when name.SequenceEqual("against"u8) => DataMembers.Against,
            7 when name.SequenceEqual("outcome"u8) => DataMembers.Outcome,
            7 when name.SequenceEqual("funders"u8) => DataMembers.Funders,
            8 when name.SequenceEqual("decision"u8) => DataMembers.Decision,
            8 when name.SequenceEqual("quantity"u8) => DataMembers.Quantity,
            9 when name.SequenceEqual("agreement"u8) => DataMembers.Agreement,
            12 when name.SequenceEqual("reservations"u8) => DataMembers.Reservations,
            _ => DataMembers.None,
        };

    public static DataMembers AllowedFor(EventType type) =>
        type switch
        {
            EventType.OccurrenceReported => DataMembers.Event | DataMembers.Against,
            EventType.ActPerformed => DataMembers.Act
                | DataMembers.Toward
                | DataMembers.Against
                | DataMembers.Party
                | DataMembers.Item
                | DataMembers.Items
                | DataMembers.Quantity
                | DataMembers.Unit
                | DataMembers.Funders,
            EventType.VoteCast => DataMembers.Decision | DataMembers.Vote | DataMembers.Member,
            EventType.DecisionAnnounced => DataMembers.Decision | DataMembers.Outcome,
            EventType.InstrumentDeposited => DataMembers.Kind
                | DataMembers.Agreement
                | DataMembers.Party
                | DataMembers.Against
                | DataMembers.Reservations
                | DataMembers.Menu
                | DataMembers.Item
                | DataMembers.Items,
            EventType.MenuDeclared => DataMembers.Menu | DataMembers.Party | DataMembers.Item | DataMembers.Items,
            EventType.PowerExercised => DataMembers.Power | DataMembers.Against,
            EventType.EventCorrected => DataMembers.Id | DataMembers.Source | DataMembers.Time | DataMembers.Data,
            EventType.EventRetracted => DataMembers.Id | DataMembers.Source,
            _ => DataMembers.None,
        };

    public static DataMembers RequiredFor(EventType type) =>
        type switch
        {
            EventType.OccurrenceReported => DataMembers.Event,
            EventType.ActPerformed => DataMembers.Act,
            EventType.VoteCast => DataMembers.Decision | DataMembers.Vote,
            EventType.DecisionAnnounced => DataMembers.Decision | DataMembers.Outcome,
            EventType.InstrumentDeposited => DataMembers.Kind,
            EventType.MenuDeclared => DataMembers.Menu,
            EventType.PowerExercised => DataMembers.Power,
            EventType.EventCorrected or EventType.EventRetracted => DataMembers.Id,
            _ => DataMembers.None,
        };
}
