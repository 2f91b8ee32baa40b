using System.Collections.Immutable;
using System.IO;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;

namespace Foedus.Ledger.Verification;

#pragma warning disable RS0030 // An export is files.

/// <summary>Checks an export: the log in it as <see cref="LedgerVerifier"/> does, and every other file against the log.</summary>
public static class ExportVerifier
{
    /// <param name="pinned">As for <see cref="LedgerVerifier.Verify"/>.</param>
    /// <param name="older">As for <see cref="LedgerVerifier.Verify"/>.</param>
    public static VerificationResult Verify(
        string folder,
        ImmutableArray<NoteVerifier> pinned,
        ImmutableArray<Checkpoint> older
    )
    {
        SignedNote note;
        try
        {
            note = ExportReader.ReadCheckpoint(folder);
        }
        catch (Exception failure) when (failure is LedgerDamagedException or FileNotFoundException)
        {
            return Failed(failure.Message);
        }
        if (!Checkpoint.TryParse(note.Text, out var checkpoint, out var why))
        {
            return Failed(why);
        }
        if (!File.Exists(Path.Combine(folder, LedgerExport.EventsName)))
        {
            return Failed($"{LedgerExport.EventsName} is missing");
        }
        using var events = new FileStream(
            Path.Combine(folder, LedgerExport.EventsName),
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1 << 16
        );
        var lines = new LineComparer(events);
        var result = LedgerVerifier.Verify(
            new ExportReader(folder, checkpoint.Size),
            note,
            pinned,
            older,
            (index, parsed) => EventLines.Of(parsed, index, checkpoint.Origin),
            (index, _, line) =>
            {
                if (line is not null)
                {
                    lines.Expect(line, index);
                }
            }
        );
        if (!result.IsVerified)
        {
            return result;
        }
        lines.ExpectEnd();
        if (lines.Fault is { } fault)
        {
            return result with { Fault = fault, FirstBadIndex = lines.Index };
        }
        var settings = Path.Combine(folder, LedgerSettings.FileName);
        return
            File.Exists(settings)
            && File.ReadAllBytes(settings).AsSpan().SequenceEqual(new LedgerSettings(checkpoint.Origin, null).ToBytes())
            ? result
            : result with
            {
                Fault = $"{LedgerSettings.FileName} does not name the log {checkpoint.Origin}",
            };
    }

    private static VerificationResult Failed(string why) =>
        new(new Checkpoint("", 0, MerkleHash.OfNothing), why, -1, new LedgerState());

    /// <summary>Holds the event file to the lines that the entries give.</summary>
    private sealed class LineComparer(Stream stream)
    {
        private byte[] buffer = new byte[1 << 16];

        public string? Fault { get; private set; }

        public long Index { get; private set; } = -1;

        public void Expect(byte[] line, long index)
        {
            if (Fault is not null)
            {
                return;
            }
            if (buffer.Length < line.Length + 1)
            {
                buffer = new byte[line.Length * 2];
            }
            var count = stream.ReadAtLeast(
                buffer.AsSpan(0, line.Length + 1),
                line.Length + 1,
                throwOnEndOfStream: false
            );
            if (
                count < line.Length + 1
                || !buffer.AsSpan(0, line.Length).SequenceEqual(line)
                || buffer[line.Length] != '\n'
            )
            {
                Fault = $"{LedgerExport.EventsName} does not say what the entry says";
                Index = index;
            }
        }

        public void ExpectEnd()
        {
            if (Fault is null && stream.ReadByte() >= 0)
            {
                Fault = $"{LedgerExport.EventsName} has more lines than the log has events";
            }
        }
    }
}

#pragma warning restore RS0030
