using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>The leaves of a full tile in one piece: the entries would give them too, but each from a page of its own.</summary>
/// <param name="Index">Among the tiles of level 0.</param>
/// <param name="Hashes">256 hashes behind each other.</param>
public sealed record NewTile(long Index, byte[] Hashes)
{
    public static NewTile Of(long index, IReadOnlyList<MerkleHash> leaves)
    {
        var hashes = new byte[leaves.Count * MerkleHash.Length];
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].CopyTo(hashes.AsSpan(i * MerkleHash.Length));
        }
        return new NewTile(index, hashes);
    }

    /// <summary>The first hashes of what was stored.</summary>
    internal static MerkleHash[] Read(byte[] stored, TileId tile, int width)
    {
        if (stored.Length != TileId.FullWidth * MerkleHash.Length)
        {
            throw new LedgerDamagedException(
                $"{tile.Path(width)} is damaged in the store.",
                tile.Index * TileId.FullWidth
            );
        }
        var hashes = new MerkleHash[width];
        for (var i = 0; i < width; i++)
        {
            hashes[i] = new MerkleHash(stored.AsSpan(i * MerkleHash.Length, MerkleHash.Length));
        }
        return hashes;
    }
}
