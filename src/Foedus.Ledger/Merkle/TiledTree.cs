namespace Foedus.Ledger.Merkle;

/// <summary>A tree whose hashes are read from tiles, each tile once.</summary>
public sealed class TiledTree(ITiles tiles, long size) : ProvingTree(size)
{
    private readonly Dictionary<TileId, MerkleHash[]> read = [];

    protected override MerkleHash Perfect(int height, long index)
    {
        var level = height / TileId.Height;
        var within = height % TileId.Height;
        var first = index << within;
        var tile = new TileId(level, first / TileId.FullWidth);
        var hashes = Tile(tile);
        var offset = (int)(first % TileId.FullWidth);
        Span<MerkleHash> nodes = hashes.AsSpan(offset, 1 << within).ToArray();
        while (nodes.Length > 1)
        {
            for (var i = 0; i < nodes.Length; i += 2)
            {
                nodes[i / 2] = MerkleHash.OfNodes(nodes[i], nodes[i + 1]);
            }
            nodes = nodes[..(nodes.Length / 2)];
        }
        return nodes[0];
    }

    private MerkleHash[] Tile(TileId tile)
    {
        if (!read.TryGetValue(tile, out var hashes))
        {
            hashes = tiles.ReadTile(tile, tile.WidthAt(Size));
            read.Add(tile, hashes);
        }
        return hashes;
    }
}
