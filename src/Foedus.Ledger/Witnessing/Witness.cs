using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Witnessing;

#pragma warning disable RS0030 // A witness remembers what it has seen on the disk.

/// <summary>
/// Cosigns the checkpoints of the logs it knows, each only as an extension of the one before. What it has seen it
/// remembers before it answers; what cannot be an extension it keeps as evidence.
/// </summary>
public sealed class Witness
{
    private readonly Lock gate = new();
    private readonly string folder;
    private readonly NoteSigner signer;
    private readonly ImmutableDictionary<string, ImmutableArray<NoteVerifier>> logs;
    private readonly TimeProvider clock;
    private readonly Func<string, TailAudit?> auditOf;

    /// <param name="folder">Where the last checkpoint of each log is kept, and evidence.</param>
    /// <param name="logs">Verifier keys; several of one name are keys of one log, and one good signature suffices.</param>
    /// <param name="auditOf">How to read the entries of a log with that origin, or null to go by its checkpoints alone.</param>
    public Witness(
        string folder,
        NoteSigner signer,
        IEnumerable<NoteVerifier> logs,
        TimeProvider clock,
        Func<string, TailAudit?>? auditOf = null
    )
    {
        if (signer.Verifier.Algorithm != NoteAlgorithm.Cosignature)
        {
            throw new ArgumentException("A witness signs with a key of type cosignature/v1.", nameof(signer));
        }
        Directory.CreateDirectory(folder);
        this.folder = folder;
        this.signer = signer;
        this.clock = clock;
        this.auditOf = auditOf ?? (_ => null);
        this.logs = logs.GroupBy(key => key.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    public NoteVerifier Verifier => signer.Verifier;

    /// <summary>Answers the body of an add-checkpoint request.</summary>
    public WitnessAnswer AddCheckpoint(string body)
    {
        if (
            !AddCheckpointRequest.TryParse(body, out var request, out var why)
            || !Checkpoint.TryParse(request.Note.Text, out var checkpoint, out why)
        )
        {
            return WitnessAnswer.Text(400, why + "\n");
        }
        if (!logs.TryGetValue(checkpoint.Origin, out var keys))
        {
            return WitnessAnswer.Text(404, "the log is not known here\n");
        }
        if (!keys.Any(request.Note.IsSignedBy))
        {
            return WitnessAnswer.Text(403, "the checkpoint is not signed by the log\n");
        }
        if (request.OldSize > checkpoint.Size)
        {
            return WitnessAnswer.Text(400, "the old size is larger than the checkpoint's\n");
        }
        lock (gate)
        {
            return Decide(request, checkpoint);
        }
    }

    /// <summary>The latest checkpoint of the log that was cosigned here; null: none.</summary>
    public SignedNote? LatestOf(string origin)
    {
        var path = PathOf(origin, "checkpoint");
        if (!File.Exists(path))
        {
            return null;
        }
        return SignedNote.TryParse(File.ReadAllBytes(path), out var note, out var why)
            ? note
            : throw new LedgerDamagedException(
                $"{path} is no checkpoint ({why}): this witness no longer knows what it has seen, and must not cosign."
            );
    }

    private WitnessAnswer Decide(AddCheckpointRequest request, Checkpoint checkpoint)
    {
        var latestNote = LatestOf(checkpoint.Origin);
        var latest =
            latestNote is not null && Checkpoint.TryParse(latestNote.Text, out var seen, out _)
                ? seen
                : new Checkpoint(checkpoint.Origin, 0, MerkleHash.OfNothing);
        if (checkpoint.Size == latest.Size && checkpoint.Root != latest.Root)
        {
            // Signed by the log, twice, for one size: nobody can explain that away.
            KeepEvidence(checkpoint.Origin, latestNote, request.Note, "two roots for one size");
            return Conflict(latest.Size);
        }
        if (request.OldSize != latest.Size)
        {
            return Conflict(latest.Size);
        }
        var isExtension =
            request.OldSize == 0
                ? request.Proof.IsEmpty
                : ConsistencyProof.Verify(
                    latest.Size,
                    checkpoint.Size,
                    latest.Root,
                    checkpoint.Root,
                    request.Proof.AsSpan()
                );
        if (!isExtension)
        {
            KeepEvidence(checkpoint.Origin, latestNote, request.Note, "no extension was shown");
            return WitnessAnswer.Text(422, "the checkpoint is not shown to extend the one before\n");
        }
        if (auditOf(checkpoint.Origin) is { } audit && audit.Extend(checkpoint) is { } fault)
        {
            KeepEvidence(checkpoint.Origin, latestNote, request.Note, fault);
            return WitnessAnswer.Text(422, fault + "\n");
        }
        Remember(checkpoint.Origin, request.Note);
        return WitnessAnswer.Text(
            200,
            SignedNote.Line(signer.Cosign(request.Note.Text, clock.GetUtcNow().ToUnixTimeSeconds()))
        );
    }

    private static WitnessAnswer Conflict(long size) =>
        new(409, size.ToString(CultureInfo.InvariantCulture) + "\n", WitnessAnswer.SizeType);

    private void Remember(string origin, SignedNote note)
    {
        var path = PathOf(origin, "checkpoint");
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(note.ToBytes());
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    private void KeepEvidence(string origin, SignedNote? before, SignedNote after, string what)
    {
        var text = $"{what}\n\n{before?.ToString() ?? "nothing seen before\n"}\n{after}";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var path = PathOf(origin, $"evidence-{name}");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, text);
        }
    }

    private string PathOf(string origin, string name) =>
        Path.Combine(
            folder,
            $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16]}.{name}"
        );
}

#pragma warning restore RS0030
