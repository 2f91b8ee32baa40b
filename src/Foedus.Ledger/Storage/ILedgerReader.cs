using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;

namespace Foedus.Ledger.Storage;

/// <summary>
/// The durable part of a log, to read. Any number of threads may. Bytes that are not what was stored raise
/// <see cref="LedgerDamagedException"/>: nothing unchecked gets out.
/// </summary>
public interface ILedgerReader : IEntrySource, IDisposable
{
    /// <summary>Entries that are durable now.</summary>
    long ReadSize();

    bool TryFindIndex(string source, string id, out long index);

    /// <summary>The indexes of all entries of a kind other than events, in order.</summary>
    IReadOnlyList<long> ReadIndexesOf(EntryKind kind);

    IReadOnlyList<SourceHead> ReadHeads();
}
