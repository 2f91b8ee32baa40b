using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>Whatever holds the entries of a log and their tiles: a store, or the files of an export.</summary>
public interface IEntrySource : ITiles
{
    /// <summary>Up to <paramref name="count"/> entries from an index on, in order and without a gap.</summary>
    IReadOnlyList<StoredEntry> ReadEntries(long from, int count);
}
