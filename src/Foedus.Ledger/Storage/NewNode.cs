using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Storage;

/// <summary>The root of a full tile, which is one hash of the tile above.</summary>
/// <param name="Level">Of the tile in which it stands: 1 or more.</param>
/// <param name="Index">Among all hashes of that level.</param>
public readonly record struct NewNode(int Level, long Index, MerkleHash Hash);
