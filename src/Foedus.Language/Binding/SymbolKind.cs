namespace Foedus.Language.Binding;

/// <summary>What a defined term is; a set, so that a place in a sentence can say which kinds it takes.</summary>
[Flags]
internal enum SymbolKind
{
    None = 0,
    Party = 1,
    Role = 2,
    Body = 4,
    Event = 8,
    Act = 16,
    State = 32,
    Kind = 64,
    Menu = 128,
    Decision = 256,
    Agreement = 512,
    Quantity = 1024,
    Area = 2048,
    Clock = 4096,

    /// <summary>The built-in "Party": every party of the agreement.</summary>
    EveryParty = 8192,
    Depositary = 16384,
    Amendment = 32768,
    Actor = Party | Role | Body | EveryParty | Depositary,
    Any = Actor | Event | Act | State | Kind | Menu | Decision | Agreement | Quantity | Area | Clock | Amendment,
}
