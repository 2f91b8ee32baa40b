using Foedus.Ledger;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Verification;

namespace Foedus.Cli.Ledgers;

/// <summary>A ledger or an export where an event file is expected: its signed events, as lines.</summary>
internal static class LedgerEvents
{
    public static bool IsLedger(string folder) => ExportReader.IsExport(folder) || LedgerFolder.IsLedger(folder);

    /// <summary>
    /// What the log says of the verdicts. Of an export every signature and hash is checked first: it may come from
    /// anywhere.
    /// </summary>
    public static IReadOnlyList<(long Index, DigestMessage Message)> Check(string folder)
    {
        try
        {
            if (!ExportReader.IsExport(folder))
            {
                using var reader = LedgerFolder.Open(folder).OpenReader();
                return Reading.StateOf(reader, reader.ReadSize()).Digests;
            }
            var result = ExportVerifier.Verify(folder, [], []);
            if (result.Fault is { } fault)
            {
                var where = result.FirstBadIndex >= 0 ? $"entry {result.FirstBadIndex}: " : "";
                throw new UnusableInputException(
                    $"{folder} does not verify: {where}{fault}. Ask for another copy; 'foedus ledger verify' says the same."
                );
            }
            return result.State.Digests;
        }
        catch (LedgerDamagedException damage)
        {
            throw new UnusableInputException($"{folder} is damaged: {damage.Message}");
        }
    }

    /// <summary>The lines of the entries, not of the file beside them.</summary>
    /// <param name="lastIndex">The last entry to read: what was known when the log had it; null: all.</param>
    public static Stream Open(string folder, long? lastIndex)
    {
        if (!ExportReader.IsExport(folder))
        {
            var ledger = LedgerFolder.Open(folder);
            var reader = ledger.OpenReader();
            return new EventLineStream(
                reader,
                UpTo(folder, lastIndex, reader.ReadSize()),
                ledger.Settings.Origin,
                reader
            );
        }
        try
        {
            var note = ExportReader.ReadCheckpoint(folder);
            return Checkpoint.TryParse(note.Text, out var checkpoint, out var why)
                ? new EventLineStream(
                    new ExportReader(folder, checkpoint.Size),
                    UpTo(folder, lastIndex, checkpoint.Size),
                    checkpoint.Origin
                )
                : throw new UnusableInputException($"{folder}: {why}.");
        }
        catch (LedgerDamagedException damage)
        {
            throw new UnusableInputException($"{folder} is damaged: {damage.Message}");
        }
    }

    private static long UpTo(string folder, long? lastIndex, long size) =>
        lastIndex is not { } last ? size
        : last < size ? last + 1
        : throw EventFile.NotReached(folder, last, size == 1 ? "1 entry" : $"{size} entries", size - 1);
}
