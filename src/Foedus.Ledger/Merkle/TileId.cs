using System.Globalization;
using System.Text;

namespace Foedus.Ledger.Merkle;

/// <param name="Level">0: hashes of leaves; each level above holds the hashes of 256 full tiles below.</param>
/// <param name="Index">From 0 within the level.</param>
public readonly record struct TileId(int Level, long Index)
{
    /// <summary>Hashes of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Bits of an index that one tile resolves.</summary>
    public const int Height = 8;

    /// <summary>How many hashes the tile has in a tree of that size: 0 to 256.</summary>
    public int WidthAt(long size)
    {
        var shift = Level * Height;
        var hashes = shift >= 63 ? 0 : (size >> shift) - (Index * FullWidth);
        return (int)Math.Clamp(hashes, 0, FullWidth);
    }

    /// <summary><c>tile/0/x001/234.p/5</c></summary>
    public string Path(int width) => $"tile/{Level.ToString(CultureInfo.InvariantCulture)}/{PathOf(Index, width)}";

    /// <summary><c>tile/entries/x001/234.p/5</c>: the entries that the level 0 tile hashes.</summary>
    public static string EntriesPath(long index, int width) => $"tile/entries/{PathOf(index, width)}";

    /// <summary>All tiles that a tree of that size has, with their widths.</summary>
    public static IEnumerable<(TileId Tile, int Width)> AllAt(long size)
    {
        for (var level = 0; size >> (level * Height) > 0; level++)
        {
            var hashes = size >> (level * Height);
            for (var index = 0L; index * FullWidth < hashes; index++)
            {
                var tile = new TileId(level, index);
                yield return (tile, tile.WidthAt(size));
            }
        }
    }

    /// <summary>Reads the part of a path after <c>tile/L/</c> or <c>tile/entries/</c>; only its one spelling is taken.</summary>
    public static bool TryParsePath(string path, out long index, out int width)
    {
        index = 0;
        width = FullWidth;
        var number = path;
        var mark = path.IndexOf(".p/", StringComparison.Ordinal);
        if (mark >= 0)
        {
            number = path[..mark];
            if (
                !int.TryParse(path.AsSpan(mark + 3), NumberStyles.None, CultureInfo.InvariantCulture, out width)
                || width is < 1 or > 255
            )
            {
                return false;
            }
        }
        foreach (var part in number.Split('/'))
        {
            var digits = part.StartsWith('x') ? part[1..] : part;
            if (
                digits.Length != 3
                || index > long.MaxValue / 2000
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            )
            {
                return false;
            }
            index = (index * 1000) + value;
        }
        return PathOf(index, width) == path;
    }

    private static string PathOf(long index, int width)
    {
        var text = new StringBuilder();
        text.Append((index % 1000).ToString("000", CultureInfo.InvariantCulture));
        for (var rest = index / 1000; rest > 0; rest /= 1000)
        {
            text.Insert(0, $"x{(rest % 1000).ToString("000", CultureInfo.InvariantCulture)}/");
        }
        if (width < FullWidth)
        {
            text.Append(".p/").Append(width.ToString(CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
