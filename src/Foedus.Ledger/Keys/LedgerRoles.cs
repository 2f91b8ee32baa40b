namespace Foedus.Ledger.Keys;

/// <summary>What a source may do under an agreement.</summary>
[Flags]
public enum LedgerRoles
{
    None = 0,
    Reporter = 1,
    Ratifier = 2,
    Voter = 4,
    Verifier = 8,
    Depositary = 16,

    /// <summary>Runs the log: registers keys, carries time. It never says anything about the world.</summary>
    Operator = 32,
}
