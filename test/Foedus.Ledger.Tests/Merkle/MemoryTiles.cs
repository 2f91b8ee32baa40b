using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Tests.Merkle;

/// <summary>A tree in memory, built by the definition of RFC 6962 and by nothing of the product but the two hashes.</summary>
internal sealed class MemoryTiles(IReadOnlyList<MerkleHash> leaves) : ITiles
{
    public MerkleHash[] ReadTile(TileId tile, int width)
    {
        var span = 1L << (tile.Level * TileId.Height);
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(i => ((tile.Index * TileId.FullWidth) + i) * span)
                .Select(start => RootOf((int)start, (int)(start + span))),
        ];
    }

    public MerkleHash RootOf(int start, int end)
    {
        if (!known.TryGetValue((start, end), out var root))
        {
            root = Compute(start, end);
            known.Add((start, end), root);
        }
        return root;
    }

    private readonly Dictionary<(int, int), MerkleHash> known = [];

    private MerkleHash Compute(int start, int end)
    {
        var length = end - start;
        if (length == 0)
        {
            return MerkleHash.OfNothing;
        }
        if (length == 1)
        {
            return leaves[start];
        }
        var split = 1;
        while (split * 2 < length)
        {
            split *= 2;
        }
        return MerkleHash.OfNodes(RootOf(start, start + split), RootOf(start + split, end));
    }

    public static MemoryTiles OfSize(int size) =>
        new([.. Enumerable.Range(0, size).Select(i => MerkleHash.OfLeaf(BitConverter.GetBytes(i)))]);
}
