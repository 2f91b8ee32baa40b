using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Foedus.Cli.Ledgers;
using Foedus.Language.Core;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Verification;
using Foedus.Ledger.Witnessing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger verify PATH</c></summary>
internal static class LedgerVerify
{
    public static Command Create(Edge edge)
    {
        var path = new Argument<string>("PATH") { Description = "An export, or the folder of a ledger." };
        var keys = new Option<string[]>("--key")
        {
            Description =
                "A verifier key of the log that you have from elsewhere; once for each. Without it the log's own word is taken.",
        };
        var checkpoints = new Option<string[]>("--checkpoint")
        {
            Description = "An older checkpoint of this log that you kept, or that witnesses cosigned; once for each.",
        };
        var agreements = new Option<string[]>("--agreement")
        {
            Description =
                "An agreement: the ledger is replayed through it, and every digest of verdicts in the ledger compared; once for each.",
        };
        var policy = new Option<string?>("--policy")
        {
            Description = "A witness policy (C2SP tlog-policy) that the checkpoint must satisfy.",
        };
        var command = new Command(
            "verify",
            "Checks every signature, every rule, every hash, the checkpoint, and older checkpoints. Says which entry is wrong first. Exit code 1: not verified.\n\n"
                + "Example: foedus ledger verify copy --checkpoint last-year.checkpoint --policy witnesses.policy"
        )
        {
            path,
            keys,
            checkpoints,
            policy,
            agreements,
        };
        command.SetAction(parse =>
        {
            var compiled = new List<(string Path, Agreement Core, string Id)>();
            foreach (var name in parse.GetValue(agreements) ?? [])
            {
                if (!AgreementFile.TryCompile(edge, name, out var core, out var id))
                {
                    return ExitCode.No;
                }
                compiled.Add((name, core, id));
            }
            var folder = edge.Files.FullPath(parse.GetRequiredValue(path));
            var pinned = (parse.GetValue(keys) ?? []).Select(ReadKey).ToImmutableArray();
            var demand = parse.GetValue(policy) is { } file ? ReadPolicy(edge, file) : null;
            if (pinned.IsEmpty && demand is { Logs.IsEmpty: false })
            {
                pinned = demand.Logs;
            }
            var older = (parse.GetValue(checkpoints) ?? [])
                .Select(name => (Name: name, Note: ReadNote(edge, name)))
                .ToList();
            var (result, note) = Verify(
                folder,
                pinned,
                [.. older.Select(known => ParseCheckpoint(known.Name, known.Note))]
            );
            var fault = result.Fault ?? FaultOfOlder(older, result, pinned) ?? FaultOfWitnesses(demand, note);
            if (fault is null)
            {
                edge.Out.Write(
                    $"verified: {result.Checkpoint.Origin}, {result.Checkpoint.Size} entries, root {result.Checkpoint.Root}\n"
                );
                foreach (var (name, core, id) in compiled)
                {
                    var events = new EventFile(edge.Files, parse.GetRequiredValue(path), null, result.State.Digests);
                    var said = events.DigestsOf(id);
                    if (DigestReplay.Run(core, events, said) is { } wrong)
                    {
                        edge.Out.Write($"not verified: {name}, {wrong}\n");
                        return ExitCode.No;
                    }
                    edge.Out.Write($"verdicts: {name}, {said.Count} digests, each as replayed\n");
                }
                if (pinned.IsEmpty)
                {
                    edge.Out.Write(
                        "note: the log's keys are those it names itself; pin them with --key to know that it is the log you mean\n"
                    );
                }
                return ExitCode.Done;
            }
            edge.Out.Write(
                result.FirstBadIndex >= 0
                    ? $"not verified: entry {result.FirstBadIndex}: {fault}\n"
                    : $"not verified: {fault}\n"
            );
            return ExitCode.No;
        });
        return command;
    }

    private static (VerificationResult Result, SignedNote? Note) Verify(
        string folder,
        ImmutableArray<NoteVerifier> pinned,
        ImmutableArray<Checkpoint> older
    )
    {
        if (ExportReader.IsExport(folder))
        {
            var result = ExportVerifier.Verify(folder, pinned, older);
            return (result, result.IsVerified ? ExportReader.ReadCheckpoint(folder) : null);
        }
        var ledger = LedgerFolder.Open(folder);
        using var reader = ledger.OpenReader();
        var note =
            ledger.ReadHighWater()
            ?? throw new UnusableInputException(
                "The ledger has signed no checkpoint yet: run 'foedus ledger checkpoint'."
            );
        if (ledger.ReadCheckpoint() is { } published && published.Text == note.Text)
        {
            note = published;
        }
        return (LedgerVerifier.Verify(reader, note, pinned, older), note);
    }

    private static string? FaultOfOlder(
        List<(string Name, SignedNote Note)> older,
        VerificationResult result,
        ImmutableArray<NoteVerifier> pinned
    )
    {
        var keys = pinned.IsEmpty ? result.State.Registry.LogKeys : pinned;
        foreach (var (name, note) in older)
        {
            if (!keys.Any(note.IsSignedBy))
            {
                return $"{name} is not signed by the log";
            }
        }
        return null;
    }

    private static string? FaultOfWitnesses(WitnessPolicy? policy, SignedNote? note) =>
        policy is not null && note is not null && !policy.IsSatisfiedBy(note, out var missing)
            ? $"too few witnesses have cosigned the checkpoint; missing: {string.Join(", ", missing)}"
            : null;

    private static NoteVerifier ReadKey(string text) =>
        NoteVerifier.TryParse(text, out var key, out var why)
            ? key
            : throw new UnusableInputException($"--key: {why}.");

    private static WitnessPolicy ReadPolicy(Edge edge, string path)
    {
        using var reader = new StreamReader(edge.Files.OpenRead(path), Encoding.UTF8);
        return WitnessPolicy.TryParse(reader.ReadToEnd(), out var policy, out var why)
            ? policy
            : throw new UnusableInputException($"{path}, {why}.");
    }

    private static SignedNote ReadNote(Edge edge, string path)
    {
        using var file = edge.Files.OpenRead(path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return SignedNote.TryParse(bytes.ToArray(), out var note, out var why)
            ? note
            : throw new UnusableInputException($"{path} is no checkpoint: {why}.");
    }

    private static Checkpoint ParseCheckpoint(string path, SignedNote note) =>
        Checkpoint.TryParse(note.Text, out var checkpoint, out var why)
            ? checkpoint
            : throw new UnusableInputException($"{path}: {why}.");
}
