namespace Foedus.Ledger.Merkle;

/// <summary>
/// A tree cut into tiles of height 8 (C2SP tlog-tiles): the only way in which stored hashes are read.
/// </summary>
public interface ITiles
{
    /// <summary>
    /// The first <paramref name="width"/> hashes of a tile. Whoever has fewer says so by throwing
    /// <see cref="LedgerDamagedException"/>.
    /// </summary>
    MerkleHash[] ReadTile(TileId tile, int width);
}
