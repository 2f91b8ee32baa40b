using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Tests.Merkle;

public sealed class TiledTreeTests
{
    private static readonly int[] Sizes = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 700, 65_536, 65_537, 66_000];

    [Fact]
    public void Roots_agree_with_the_definition_and_with_appending()
    {
        var tiles = MemoryTiles.OfSize(66_000);
        var compact = new CompactTree();
        var leaves = tiles;
        for (var size = 0; size <= 66_000; size++)
        {
            if (Sizes.Contains(size))
            {
                var tree = new TiledTree(tiles, size);
                Assert.Equal(tiles.RootOf(0, size), compact.Root);
                Assert.Equal(compact.Root, tree.Root());
                Assert.Equal(compact.Peaks, tree.Compact().Peaks);
            }
            if (size < 66_000)
            {
                compact.Append(leaves.RootOf(size, size + 1));
            }
        }
    }

    [Fact]
    public void Every_inclusion_proof_verifies_and_only_for_its_leaf()
    {
        var tiles = MemoryTiles.OfSize(300);
        for (var size = 1; size <= 300; size += size < 12 ? 1 : 61)
        {
            var tree = new TiledTree(tiles, size);
            var root = tree.Root();
            for (var index = 0; index < size; index++)
            {
                var proof = tree.Inclusion(index);
                var leaf = tiles.RootOf(index, index + 1);
                Assert.True(InclusionProof.Verify(index, size, leaf, proof, root));
                Assert.False(
                    InclusionProof.Verify(index, size + 1, leaf, proof, root) && size > 1 && proof.Length == 0
                );
                Assert.False(InclusionProof.Verify((index + 1) % (size + 1), size, leaf, proof, root));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_verifies_and_only_for_its_sizes()
    {
        var tiles = MemoryTiles.OfSize(300);
        for (var size = 1; size <= 300; size += size < 12 ? 1 : 71)
        {
            var tree = new TiledTree(tiles, size);
            for (var old = 0; old <= size; old++)
            {
                var proof = tree.Consistency(old);
                var oldRoot = tiles.RootOf(0, old);
                Assert.Equal(old > 0, ConsistencyProof.Verify(old, size, oldRoot, tree.Root(), proof));
                if (old is > 0 && old < size)
                {
                    Assert.False(ConsistencyProof.Verify(old, size, tree.Root(), oldRoot, proof));
                    Assert.False(ConsistencyProof.Verify(old, size, oldRoot, tree.Root(), [.. proof, oldRoot]));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 256, "tile/0/000")]
    [InlineData(5, 7, "tile/0/005.p/7")]
    [InlineData(1_234_067, 256, "tile/0/x001/x234/067")]
    public void Paths_are_those_of_tlog_tiles(long index, int width, string path)
    {
        Assert.Equal(path, new TileId(0, index).Path(width));
        Assert.True(TileId.TryParsePath(path["tile/0/".Length..], out var readIndex, out var readWidth));
        Assert.Equal((index, width), (readIndex, readWidth));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0000")]
    [InlineData("x000/000")]
    [InlineData("001/000")]
    [InlineData("000.p/0")]
    [InlineData("000.p/256")]
    [InlineData("000.p/07")]
    [InlineData("../000")]
    [InlineData("x999/x999/x999/x999/x999/x999/x999/999")]
    public void Other_spellings_of_a_path_are_refused(string path) =>
        Assert.False(TileId.TryParsePath(path, out _, out _));

    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_standard()
    {
        var tiles = TileId.AllAt(70_000).ToList();
        Assert.Equal(273, tiles.Count(t => t.Tile.Level == 0 && t.Width == 256));
        Assert.Contains((new TileId(0, 273), 112), tiles);
        Assert.Contains((new TileId(1, 0), 256), tiles);
        Assert.Contains((new TileId(1, 1), 17), tiles);
        Assert.Contains((new TileId(2, 0), 1), tiles);
        Assert.Equal(277, tiles.Count);
    }
}
