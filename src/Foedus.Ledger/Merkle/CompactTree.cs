using System.Numerics;

namespace Foedus.Ledger.Merkle;

/// <summary>
/// The roots of the perfect subtrees that a tree of some size splits into, the largest first: all it takes to append
/// leaves and to name the root.
/// </summary>
public sealed class CompactTree
{
    private readonly List<MerkleHash> peaks = [];

    public CompactTree() { }

    /// <param name="size">Leaves.</param>
    /// <param name="peaks">One hash for each bit set in <paramref name="size"/>, the largest subtree first.</param>
    public CompactTree(long size, IEnumerable<MerkleHash> peaks)
    {
        Size = size;
        this.peaks.AddRange(peaks);
        if (this.peaks.Count != BitOperations.PopCount((ulong)size))
        {
            throw new ArgumentException("A tree has one peak for each bit of its size.", nameof(peaks));
        }
    }

    public long Size { get; private set; }

    public IReadOnlyList<MerkleHash> Peaks => peaks;

    /// <summary>The tree hash of RFC 6962.</summary>
    public MerkleHash Root
    {
        get
        {
            if (peaks.Count == 0)
            {
                return MerkleHash.OfNothing;
            }
            var root = peaks[^1];
            for (var i = peaks.Count - 2; i >= 0; i--)
            {
                root = MerkleHash.OfNodes(peaks[i], root);
            }
            return root;
        }
    }

    /// <summary>Appends a leaf and tells each perfect subtree that it completes, the smallest (the leaf itself) first.</summary>
    /// <param name="completed">Called with the height of the subtree and its hash; the subtree ends with the new leaf.</param>
    public void Append(MerkleHash leaf, Action<int, MerkleHash>? completed = null)
    {
        completed?.Invoke(0, leaf);
        var hash = leaf;
        for (var height = 0; ((Size >> height) & 1) == 1; height++)
        {
            hash = MerkleHash.OfNodes(peaks[^1], hash);
            peaks.RemoveAt(peaks.Count - 1);
            completed?.Invoke(height + 1, hash);
        }
        peaks.Add(hash);
        Size++;
    }

    public CompactTree Clone() => new(Size, peaks);

    /// <summary>Takes over the leaves of another tree.</summary>
    public void Become(CompactTree other)
    {
        peaks.Clear();
        peaks.AddRange(other.peaks);
        Size = other.Size;
    }
}
