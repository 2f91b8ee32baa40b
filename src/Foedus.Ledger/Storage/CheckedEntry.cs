using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>The check that every store makes of every entry it reads: databases do not notice a flipped bit.</summary>
internal static class CheckedEntry
{
    public static StoredEntry Of(long expectedIndex, long index, byte[] bytes, byte[] leaf)
    {
        if (index != expectedIndex)
        {
            throw new LedgerDamagedException($"Entry {expectedIndex} is missing from the store.", expectedIndex);
        }
        var hash = MerkleHash.OfLeaf(bytes);
        if (leaf.Length != MerkleHash.Length || hash != new MerkleHash(leaf))
        {
            throw new LedgerDamagedException(
                $"Entry {index} is damaged: its bytes do not have the hash that was stored with them.",
                index
            );
        }
        return new StoredEntry(index, bytes, hash);
    }
}
