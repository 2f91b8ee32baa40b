namespace Foedus.Norms;

/// <summary>Why an event had no effect.</summary>
public enum NoticeKind
{
    UnknownName,
    UnauthorisedAuthor,
    RepeatedReport,
    NoMatchingInstance,
    NotAnElector,
    InvalidVote,
    InvalidDeclaration,
    ActWithoutRight,
    NotPermitted,
    NotInForce,
    NoAddressee,

    /// <summary>A vote or announcement on what is not open at that moment.</summary>
    NotOpen,

    /// <summary>What an instrument says of reservations; the instrument itself may well count.</summary>
    ReservationNotPermitted,

    /// <summary>An event against somebody whom its definition does not name.</summary>
    NotATarget,
}
