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
}
