namespace Foedus.Ledger.Merkle;

/// <summary>Checks that a tree is an extension of an earlier one (RFC 9162, section 2.1.4.2).</summary>
public static class ConsistencyProof
{
    public static bool Verify(
        long oldSize,
        long newSize,
        MerkleHash oldRoot,
        MerkleHash newRoot,
        ReadOnlySpan<MerkleHash> proof
    )
    {
        // From the empty tree every tree follows: there is nothing a proof could show, so whoever starts there says so itself.
        if (oldSize < 0 || oldSize > newSize || (oldSize == 0 && (newSize > 0 || oldRoot != MerkleHash.OfNothing)))
        {
            return false;
        }
        if (oldSize == newSize)
        {
            return proof.IsEmpty && oldRoot == newRoot;
        }

        var isPerfect = (oldSize & (oldSize - 1)) == 0;
        if (!isPerfect && proof.IsEmpty)
        {
            return false;
        }
        var hash = isPerfect ? oldRoot : proof[0];
        var rest = isPerfect ? proof : proof[1..];
        var node = oldSize - 1;
        var last = newSize - 1;
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        var oldHash = hash;
        var newHash = hash;
        foreach (var sibling in rest)
        {
            if (last == 0)
            {
                return false;
            }
            if ((node & 1) == 1 || node == last)
            {
                oldHash = MerkleHash.OfNodes(sibling, oldHash);
                newHash = MerkleHash.OfNodes(sibling, newHash);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                newHash = MerkleHash.OfNodes(newHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }
}
