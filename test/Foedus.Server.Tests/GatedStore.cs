using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;

namespace Foedus.Server.Tests;

/// <summary>A store whose writes wait until they are let through: a disk that stands still for as long as a test wants.</summary>
internal sealed class GatedStore(ILedgerStore inner) : ILedgerStore
{
    private readonly ManualResetEventSlim gate = new(initialState: true);

    public bool IsHolder => inner.IsHolder;

    public void Close() => gate.Reset();

    public void Open() => gate.Set();

    public void Append(AppendBatch batch)
    {
        gate.Wait();
        inner.Append(batch);
    }

    public IReadOnlyList<StoredEntry> ReadEntries(long from, int count) => inner.ReadEntries(from, count);

    public MerkleHash[] ReadTile(TileId tile, int width) => inner.ReadTile(tile, width);

    public long ReadSize() => inner.ReadSize();

    public bool TryFindIndex(string source, string id, out long index) => inner.TryFindIndex(source, id, out index);

    public IReadOnlyList<long> ReadIndexesOf(EntryKind kind) => inner.ReadIndexesOf(kind);

    public IReadOnlyList<SourceHead> ReadHeads() => inner.ReadHeads();

    public void Dispose()
    {
        gate.Set();
        inner.Dispose();
        gate.Dispose();
    }
}
