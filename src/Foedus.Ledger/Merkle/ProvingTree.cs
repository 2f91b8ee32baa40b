using System.Numerics;

namespace Foedus.Ledger.Merkle;

/// <summary>Roots and proofs of a tree of fixed size, made of the hashes of its perfect subtrees.</summary>
public abstract class ProvingTree(long size)
{
    private readonly Lock gate = new();

    /// <summary>Hashes of what ends at the right edge, which every proof needs again.</summary>
    private readonly Dictionary<(long Start, long End), MerkleHash> edges = [];

    public long Size { get; } = size;

    public MerkleHash Root() => Size == 0 ? MerkleHash.OfNothing : HashOf(0, Size);

    /// <summary>The tree as it can be appended to.</summary>
    public CompactTree Compact()
    {
        var peaks = new List<MerkleHash>();
        var start = 0L;
        for (var height = 62; height >= 0; height--)
        {
            if (((Size >> height) & 1) == 1)
            {
                peaks.Add(Perfect(height, start >> height));
                start += 1L << height;
            }
        }
        return new CompactTree(Size, peaks);
    }

    /// <summary>PATH(index, D[size]) of RFC 6962, the leaf's sibling first.</summary>
    public MerkleHash[] Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var proof = new List<MerkleHash>();
        lock (gate)
        {
            AddPath(index, 0, Size, proof);
        }
        return [.. proof];
    }

    /// <summary>PROOF(oldSize, D[size]) of RFC 6962; empty for sizes 0 and size.</summary>
    public MerkleHash[] Consistency(long oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, Size);
        if (oldSize == 0 || oldSize == Size)
        {
            return [];
        }
        var proof = new List<MerkleHash>();
        AddSubproof(oldSize, 0, Size, isWhole: true, proof);
        return [.. proof];
    }

    private void AddPath(long index, long start, long end, List<MerkleHash> proof)
    {
        if (end - start == 1)
        {
            return;
        }
        var middle = start + SplitOf(end - start);
        if (index < middle)
        {
            AddPath(index, start, middle, proof);
            proof.Add(HashOf(middle, end));
        }
        else
        {
            AddPath(index, middle, end, proof);
            proof.Add(HashOf(start, middle));
        }
    }

    private void AddSubproof(long oldSize, long start, long end, bool isWhole, List<MerkleHash> proof)
    {
        if (oldSize == end)
        {
            if (!isWhole)
            {
                proof.Add(HashOf(start, end));
            }
            return;
        }
        var middle = start + SplitOf(end - start);
        if (oldSize <= middle)
        {
            AddSubproof(oldSize, start, middle, isWhole, proof);
            proof.Add(HashOf(middle, end));
        }
        else
        {
            AddSubproof(oldSize, middle, end, isWhole: false, proof);
            proof.Add(HashOf(start, middle));
        }
    }

    /// <summary>MTH(D[start:end]) where start is a multiple of the smallest power of two not below the length.</summary>
    private MerkleHash HashOf(long start, long end)
    {
        var length = end - start;
        if (BitOperations.IsPow2(length))
        {
            var height = BitOperations.Log2((ulong)length);
            return Perfect(height, start >> height);
        }
        if (!edges.TryGetValue((start, end), out var hash))
        {
            var middle = start + SplitOf(length);
            hash = MerkleHash.OfNodes(HashOf(start, middle), HashOf(middle, end));
            edges.Add((start, end), hash);
        }
        return hash;
    }

    /// <summary>The hash of the perfect subtree of that height which is the index-th of its height.</summary>
    protected abstract MerkleHash Perfect(int height, long index);

    /// <summary>The largest power of two below the length.</summary>
    private static long SplitOf(long length) => 1L << BitOperations.Log2((ulong)(length - 1));
}
