using System.IO;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Storage;

namespace Foedus.Ledger.Exporting;

#pragma warning disable RS0030 // An export is files.

/// <summary>
/// A log as files that anybody can check: C2SP tlog-tiles, the signed checkpoint, and the events as an event file that
/// <c>foedus run</c> replays.
/// </summary>
public static class LedgerExport
{
    public const string CheckpointName = "checkpoint";
    public const string EventsName = "events.ndjson";

    /// <param name="folder">Made if it does not exist; what another export left there is overwritten.</param>
    public static void Write(ILedgerReader reader, SignedNote note, string folder)
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var why))
        {
            throw new LedgerDamagedException($"The checkpoint to export is none: {why}.");
        }
        Directory.CreateDirectory(folder);
        foreach (var (tile, width) in TileId.AllAt(checkpoint.Size))
        {
            var hashes = reader.ReadTile(tile, width);
            var bytes = new byte[width * MerkleHash.Length];
            for (var i = 0; i < width; i++)
            {
                hashes[i].CopyTo(bytes.AsSpan(i * MerkleHash.Length));
            }
            WriteFile(folder, tile.Path(width), bytes);
            if (tile.Level == 0)
            {
                var entries = reader.ReadEntries(tile.Index * TileId.FullWidth, width);
                WriteFile(
                    folder,
                    TileId.EntriesPath(tile.Index, width),
                    EntryBundle.Write(entries.Select(entry => entry.Bytes))
                );
            }
        }
        using (
            var events = new FileStream(
                Path.Combine(folder, EventsName),
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                1 << 16
            )
        )
        {
            EventLines.Write(reader, checkpoint.Size, checkpoint.Origin, events);
        }
        WriteFile(folder, LedgerSettings.FileName, new LedgerSettings(checkpoint.Origin, null).ToBytes());
        WriteFile(folder, CheckpointName, note.ToBytes());
    }

    private static void WriteFile(string folder, string path, byte[] bytes)
    {
        var full = Path.Combine(folder, path);
        if (Path.GetDirectoryName(full) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }
        File.WriteAllBytes(full, bytes);
    }
}

#pragma warning restore RS0030
