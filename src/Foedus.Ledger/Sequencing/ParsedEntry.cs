using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Sequencing;

/// <summary>An entry taken apart; its signature is yet to be checked.</summary>
/// <param name="Envelope">Of an event or an equivocation; otherwise null.</param>
public sealed record ParsedEntry(LedgerEntry Entry, CompactJws Jws, EventEnvelope? Envelope)
{
    public MerkleHash PayloadHash => Envelope?.PayloadHash ?? new MerkleHash(SHA256.HashData(Jws.Payload));

    public static bool TryParse(
        LedgerEntry entry,
        [NotNullWhen(true)] out ParsedEntry? parsed,
        [NotNullWhen(false)] out string? why
    )
    {
        parsed = null;
        if (!CompactJws.TryParse(entry.Jws, out var jws, out why))
        {
            return false;
        }
        EventEnvelope? envelope = null;
        if (
            entry.Kind is EntryKind.Event or EntryKind.Equivocation
            && !EventEnvelope.TryParse(jws.Payload, out envelope, out why)
        )
        {
            return false;
        }
        parsed = new ParsedEntry(entry, jws, envelope);
        why = null;
        return true;
    }
}
