namespace Foedus.Ledger.Merkle;

/// <summary>Checks that a leaf stands at an index of a tree (RFC 9162, section 2.1.3.2).</summary>
public static class InclusionProof
{
    public static bool Verify(long index, long size, MerkleHash leaf, ReadOnlySpan<MerkleHash> proof, MerkleHash root)
    {
        if (index < 0 || size <= 0 || index >= size)
        {
            return false;
        }
        var node = index;
        var last = size - 1;
        var hash = leaf;
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.OfNodes(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = MerkleHash.OfNodes(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }
}
