using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>An entry on its way into a store.</summary>
/// <param name="Source">With <paramref name="Id"/>, the identity of an event; null for other kinds.</param>
public sealed record NewEntry(EntryKind Kind, byte[] Bytes, MerkleHash Leaf, string? Source, string? Id);
