using Foedus.Ledger.Entries;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Sequencing;

/// <summary>Entries of a store as what they say.</summary>
public static class Reading
{
    public static ParsedEntry ParsedAt(ILedgerReader store, long index)
    {
        var stored = store.ReadEntries(index, 1);
        if (stored.Count == 0)
        {
            throw new LedgerDamagedException($"Entry {index} is missing from the store.", index);
        }
        return Parsed(stored[0]);
    }

    public static ParsedEntry Parsed(StoredEntry stored)
    {
        if (
            !LedgerEntry.TryParse(stored.Bytes, out var entry, out var why)
            || !ParsedEntry.TryParse(entry, out var parsed, out why)
        )
        {
            throw new LedgerDamagedException($"Entry {stored.Index} is no entry: {why}.", stored.Index);
        }
        return parsed;
    }

    /// <summary>The state of a log as its store has it, without reading more than its keys, contradictions, digests and heads.</summary>
    public static LedgerState StateOf(ILedgerReader store, long size)
    {
        var state = new LedgerState();
        var special = store
            .ReadIndexesOf(EntryKind.Key)
            .Concat(store.ReadIndexesOf(EntryKind.Equivocation))
            .Concat(store.ReadIndexesOf(EntryKind.Digest))
            .Order()
            .Select(index => (index, ParsedAt(store, index)));
        state.Restore(special, store.ReadHeads(), size, size == 0 ? 0 : ParsedAt(store, size - 1).Entry.RecordedTime);
        return state;
    }
}
