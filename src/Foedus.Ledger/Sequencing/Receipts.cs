using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Sequencing;

/// <summary>Receipts for entries that have been in the log for a while.</summary>
public static class Receipts
{
    /// <summary>Null where the checkpoint does not reach the index.</summary>
    public static InclusionReceipt? Of(ILedgerReader store, long index, SignedNote note) =>
        Checkpoint.TryParse(note.Text, out var checkpoint, out _) && index >= 0 && index < checkpoint.Size
            ? new InclusionReceipt(index, [.. new TiledTree(store, checkpoint.Size).Inclusion(index)], note)
            : null;
}
