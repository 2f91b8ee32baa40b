using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;

namespace Foedus.Ledger.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Fault">Null where everything is as it should be.</param>
/// <param name="FirstBadIndex">The first entry that is wrong; −1 where nothing is, or no single entry.</param>
/// <param name="State">The keys, chains and time at the end of what was read.</param>
public sealed record VerificationResult(Checkpoint Checkpoint, string? Fault, long FirstBadIndex, LedgerState State)
{
    public bool IsVerified => Fault is null;
}
