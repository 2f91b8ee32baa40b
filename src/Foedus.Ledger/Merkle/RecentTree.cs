namespace Foedus.Ledger.Merkle;

/// <summary>
/// A tree that knows just enough hashes to prove the leaves last appended: the peaks from before, and every subtree
/// completed since. No store is read for a receipt.
/// </summary>
public sealed class RecentTree : ProvingTree
{
    private readonly Dictionary<(int Height, long Index), MerkleHash> nodes;

    private RecentTree(long size, Dictionary<(int Height, long Index), MerkleHash> nodes)
        : base(size)
    {
        this.nodes = nodes;
    }

    /// <summary>Appends the leaves to the tree and gives the proofs of just these.</summary>
    /// <param name="completed">As in <see cref="CompactTree.Append"/>, besides: height, index among its height, hash.</param>
    public static RecentTree Append(
        CompactTree tree,
        IEnumerable<MerkleHash> leaves,
        Action<int, long, MerkleHash> completed
    )
    {
        var nodes = new Dictionary<(int, long), MerkleHash>();
        var start = 0L;
        var peak = 0;
        for (var height = 62; height >= 0; height--)
        {
            if (((tree.Size >> height) & 1) == 1)
            {
                nodes.Add((height, start >> height), tree.Peaks[peak++]);
                start += 1L << height;
            }
        }
        foreach (var leaf in leaves)
        {
            var index = tree.Size;
            tree.Append(
                leaf,
                (height, hash) =>
                {
                    nodes[(height, index >> height)] = hash;
                    completed(height, index >> height, hash);
                }
            );
        }
        return new RecentTree(tree.Size, nodes);
    }

    protected override MerkleHash Perfect(int height, long index) => nodes[(height, index)];
}
