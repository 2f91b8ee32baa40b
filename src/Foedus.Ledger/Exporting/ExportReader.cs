using System.Buffers;
using System.IO;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Exporting;

#pragma warning disable RS0030 // An export is files.

/// <summary>Reads the files of an export, or of any copy of a tlog-tiles log with entry bundles.</summary>
public sealed class ExportReader : IEntrySource
{
    private readonly string folder;
    private readonly long size;

    /// <param name="size">Of the checkpoint whose tiles the folder has.</param>
    public ExportReader(string folder, long size)
    {
        this.folder = folder;
        this.size = size;
    }

    public static bool IsExport(string folder) =>
        File.Exists(Path.Combine(folder, LedgerExport.CheckpointName))
        && Directory.Exists(Path.Combine(folder, "tile"));

    public static SignedNote ReadCheckpoint(string folder)
    {
        var path = Path.Combine(folder, LedgerExport.CheckpointName);
        return SignedNote.TryParse(File.ReadAllBytes(path), out var note, out var why)
            ? note
            : throw new LedgerDamagedException($"{path} is no signed checkpoint: {why}.");
    }

    public IReadOnlyList<StoredEntry> ReadEntries(long from, int count)
    {
        var found = new List<StoredEntry>(count);
        var end = Math.Min(from + count, size);
        while (from + found.Count < end)
        {
            var next = from + found.Count;
            var tile = new TileId(0, next / TileId.FullWidth);
            var width = tile.WidthAt(size);
            var entries = new List<byte[]>(width);
            var first = tile.Index * TileId.FullWidth;
            var path = TileId.EntriesPath(tile.Index, width);
            var isWhole = TryReadBundle(path, first, width, entries);
            for (var i = (int)(next - first); i < entries.Count && from + found.Count < end; i++)
            {
                found.Add(new StoredEntry(first + i, entries[i], MerkleHash.OfLeaf(entries[i])));
            }
            if (!isWhole)
            {
                if (found.Count > 0)
                {
                    return found;
                }
                throw new LedgerDamagedException(
                    $"{path} is no bundle of {width} entries.",
                    Math.Max(next, first + entries.Count - 1)
                );
            }
        }
        return found;
    }

    public MerkleHash[] ReadTile(TileId tile, int width)
    {
        var stored = tile.WidthAt(size);
        var path = tile.Path(stored);
        var bytes = Bytes(path, tile.Level == 0 ? tile.Index * TileId.FullWidth : -1);
        if (bytes.Length != stored * MerkleHash.Length || width > stored)
        {
            throw new LedgerDamagedException(
                $"{path} has not {stored} hashes.",
                tile.Level == 0 ? tile.Index * TileId.FullWidth : -1
            );
        }
        var hashes = new MerkleHash[width];
        for (var i = 0; i < width; i++)
        {
            hashes[i] = new MerkleHash(bytes.AsSpan(i * MerkleHash.Length, MerkleHash.Length));
        }
        return hashes;
    }

    public Stream OpenEvents() => File.OpenRead(Path.Combine(folder, LedgerExport.EventsName));

    /// <summary>Through a lent buffer: a bundle has half a megabyte, and what is that large and thrown away stays in memory for long.</summary>
    private bool TryReadBundle(string path, long first, int width, List<byte[]> entries)
    {
        byte[]? lent = null;
        try
        {
            using var file = File.OpenHandle(Path.Combine(folder, path));
            var length = RandomAccess.GetLength(file);
            if (length > (long)width * (EntryBundle.LengthBytes + LedgerEntry.MaximumLength))
            {
                return false;
            }
            lent = ArrayPool<byte>.Shared.Rent((int)length);
            var count = 0;
            while (
                count < length
                && RandomAccess.Read(file, lent.AsSpan(count, (int)length - count), count) is > 0 and var read
            )
            {
                count += read;
            }
            return EntryBundle.TryRead(lent.AsSpan(0, count), width, entries);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LedgerDamagedException($"{path} is missing.", first);
        }
        finally
        {
            if (lent is not null)
            {
                ArrayPool<byte>.Shared.Return(lent);
            }
        }
    }

    private byte[] Bytes(string path, long index)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LedgerDamagedException($"{path} is missing.", index);
        }
    }
}

#pragma warning restore RS0030
