using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Sequencing;

/// <summary>The events of a store, and those of the batch that is on its way into it.</summary>
internal sealed class StoredIdentities(ILedgerReader store) : IIdentities
{
    private readonly Dictionary<(string Source, string Id), (long Index, MerkleHash Hash)> pending = [];

    public void Add(EventEnvelope envelope, long index) =>
        pending.Add((envelope.Source, envelope.Id), (index, envelope.PayloadHash));

    /// <summary>Forgets the batch: it is in the store now, or never will be.</summary>
    public void Clear() => pending.Clear();

    public bool TryFind(string source, string id, out long index, out MerkleHash payloadHash)
    {
        if (pending.TryGetValue((source, id), out var found))
        {
            (index, payloadHash) = found;
            return true;
        }
        payloadHash = default;
        if (!store.TryFindIndex(source, id, out index))
        {
            return false;
        }
        payloadHash = Reading.ParsedAt(store, index).PayloadHash;
        return true;
    }
}
