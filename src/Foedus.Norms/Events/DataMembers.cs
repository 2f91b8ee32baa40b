namespace Foedus.Norms.Events;

/// <summary>The members of <c>data</c> that have a meaning of their own; every other one is an attribute.</summary>
[Flags]
internal enum DataMembers
{
    None = 0,
    Event = 1 << 0,
    Act = 1 << 1,
    Decision = 1 << 2,
    Kind = 1 << 3,
    Power = 1 << 4,
    Menu = 1 << 5,
    Agreement = 1 << 6,
    Party = 1 << 7,
    Toward = 1 << 8,
    Against = 1 << 9,
    Member = 1 << 10,
    Vote = 1 << 11,
    Outcome = 1 << 12,
    Item = 1 << 13,
    Items = 1 << 14,
    Quantity = 1 << 15,
    Unit = 1 << 16,
    Reservations = 1 << 17,
    Funders = 1 << 18,
    Id = 1 << 19,
    Source = 1 << 20,
    Time = 1 << 21,
    Data = 1 << 22,

    /// <summary>Those whose value is one name.</summary>
    Names =
        Event
        | Act
        | Decision
        | Kind
        | Power
        | Menu
        | Agreement
        | Party
        | Toward
        | Against
        | Member
        | Outcome
        | Unit
        | Source,
}
