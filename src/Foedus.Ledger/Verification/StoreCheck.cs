using Foedus.Ledger.Entries;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Verification;

/// <summary>
/// fsck: whether a store's tables agree with its entries, so that it will go on giving the right answers. The entries
/// themselves are <see cref="LedgerVerifier"/>'s.
/// </summary>
public static class StoreCheck
{
    /// <returns>The result of the verification, with the store's own fault if only its tables are wrong.</returns>
    public static VerificationResult Run(ILedgerReader store, SignedNote checkpoint)
    {
        string? fault = null;
        var badIndex = -1L;
        var special = new List<long>();
        var result = LedgerVerifier.Verify(
            store,
            checkpoint,
            [],
            [],
            derive: null,
            (index, parsed, _) =>
            {
                if (parsed.Entry.Kind != EntryKind.Event)
                {
                    special.Add(index);
                }
                else if (
                    fault is null
                    && parsed.Envelope is { } envelope
                    && (!store.TryFindIndex(envelope.Source, envelope.Id, out var found) || found != index)
                )
                {
                    fault = $"the table of identities does not lead to entry {index}";
                    badIndex = index;
                }
            }
        );
        if (!result.IsVerified)
        {
            return result;
        }
        if (fault is null && !store.ReadHeads().SequenceEqual(result.State.Heads))
        {
            fault = "the table of heads is not where the chains of the entries end";
        }
        EntryKind[] kinds = [EntryKind.Key, EntryKind.Equivocation, EntryKind.Clock, EntryKind.Digest];
        if (fault is null && !kinds.SelectMany(store.ReadIndexesOf).Order().SequenceEqual(special))
        {
            fault = "the kinds in the table of entries are not those of the entries";
        }
        if (fault is null && store.ReadSize() < result.Checkpoint.Size)
        {
            fault = "the store is shorter than its checkpoint";
        }
        return result with { Fault = fault, FirstBadIndex = badIndex };
    }
}
