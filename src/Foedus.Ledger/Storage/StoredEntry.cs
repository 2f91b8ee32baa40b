using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>An entry as a store gives it back; its bytes have been hashed and compared with the leaf.</summary>
public readonly record struct StoredEntry(long Index, byte[] Bytes, MerkleHash Leaf);
