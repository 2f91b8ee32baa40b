using System.IO;
using System.Net.Http;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Witnessing;

/// <summary>Entries of a log as it serves them: C2SP tlog-tiles over HTTP.</summary>
/// <param name="size">Of a checkpoint that the log has signed: it must serve the partial tiles of that size.</param>
public sealed class HttpEntries(HttpClient http, string prefix, long size) : IEntrySource
{
    public IReadOnlyList<StoredEntry> ReadEntries(long from, int count)
    {
        var tile = new TileId(0, from / TileId.FullWidth);
        var width = tile.WidthAt(size);
        var entries = new List<byte[]>(width);
        if (!EntryBundle.TryRead(Get(TileId.EntriesPath(tile.Index, width)), width, entries))
        {
            throw new LedgerDamagedException(
                $"The log serves no bundle of {width} entries for tile {tile.Index}.",
                from
            );
        }
        var first = tile.Index * TileId.FullWidth;
        return
        [
            .. entries
                .Skip((int)(from - first))
                .Take(count)
                .Select((bytes, i) => new StoredEntry(from + i, bytes, MerkleHash.OfLeaf(bytes))),
        ];
    }

    public MerkleHash[] ReadTile(TileId tile, int width)
    {
        var bytes = Get(tile.Path(tile.WidthAt(size)));
        if (bytes.Length < width * MerkleHash.Length)
        {
            throw new LedgerDamagedException($"The log serves too short a tile at {tile.Path(width)}.");
        }
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(i => new MerkleHash(bytes.AsSpan(i * MerkleHash.Length, MerkleHash.Length))),
        ];
    }

    private byte[] Get(string path)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{prefix.TrimEnd('/')}/{path}");
            using var response = http.Send(request);
            response.EnsureSuccessStatusCode();
            using var buffer = new MemoryStream();
            response.Content.ReadAsStream().CopyTo(buffer);
            return buffer.ToArray();
        }
        catch (HttpRequestException failure)
        {
            throw new IOException($"{prefix} does not serve {path}: {failure.Message}", failure);
        }
    }
}
