using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Keys;

/// <summary>A key and the stretch of the log in which it speaks for its source.</summary>
/// <param name="From">The index of the entry that registered it; it is valid behind it.</param>
/// <param name="Until">The index of the entry that ended it; null while it is valid.</param>
public sealed record RegisteredKey(KeyId Id, Es256PublicKey Key, string Source, long From, long? Until)
{
    public bool IsValidAt(long index) => index > From && (Until is null || index <= Until);
}
