namespace Foedus.Ledger;

/// <summary>Stored bytes are not what was stored: a flipped bit, a missing file, a hand in the database.</summary>
/// <param name="message">What is wrong and where.</param>
/// <param name="index">The first entry it concerns, or −1 where it concerns no single entry.</param>
public sealed class LedgerDamagedException(string message, long index = -1) : Exception(message)
{
    public long Index { get; } = index;
}
