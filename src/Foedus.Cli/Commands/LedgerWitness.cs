using System.CommandLine;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Witnessing;
using Foedus.Server;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger witness FOLDER --key FILE --log VKEY --urls URL</c></summary>
internal static class LedgerWitness
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "Where the witness remembers what it has seen. Never copy it back from a backup.",
        };
        var key = new Option<string>("--key")
        {
            Description = "The key file that 'keygen --witness' made.",
            Required = true,
        };
        var logs = new Option<string[]>("--log")
        {
            Description = "A verifier key of a log to witness; once for each.",
            Required = true,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "The address to answer at.",
            DefaultValueFactory = _ => "http://127.0.0.1:8124",
        };
        var audit = new Option<string?>("--audit")
        {
            Description =
                "The address of the log: its entries are read, and their recorded times checked, before a checkpoint is cosigned.",
        };
        var command = new Command(
            "witness",
            "Runs a witness (C2SP tlog-witness): it cosigns a checkpoint only if it extends what it has seen, and keeps evidence where none can.\n\n"
                + "Example: foedus ledger witness seen --key witness.key --log VKEY --urls http://127.0.0.1:8124 --audit http://127.0.0.1:8123"
        )
        {
            folder,
            key,
            logs,
            urls,
            audit,
        };
        command.SetAction(
            async (parse, cancellation) =>
            {
                var url = ServeCommand.AddressOf(parse.GetRequiredValue(urls));
                var path = parse.GetRequiredValue(key);
                if (
                    !NoteSigner.TryParse(
                        SecretFile.Read(edge.Files.FullPath(path)).TrimEnd('\n'),
                        out var signer,
                        out var why
                    )
                )
                {
                    throw new UnusableInputException($"{path} cannot be used: {why}.");
                }
                if (signer.Verifier.Algorithm != NoteAlgorithm.Cosignature)
                {
                    throw new UnusableInputException(
                        $"{path} is no key of a witness: make one with 'foedus ledger keygen FILE --witness NAME'."
                    );
                }
                var known = parse
                    .GetRequiredValue(logs)
                    .Select(text =>
                        NoteVerifier.TryParse(text, out var log, out var fault)
                            ? log
                            : throw new UnusableInputException($"--log: {fault}.")
                    )
                    .ToList();
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
                TailAudit? tail = null;
                if (parse.GetValue(audit) is { } address)
                {
                    tail = new TailAudit(size => new HttpEntries(http, address, size), edge.Clock);
                }
                var witness = new Witness(
                    edge.Files.FullPath(parse.GetRequiredValue(folder)),
                    signer,
                    known,
                    edge.Clock,
                    _ => tail
                );
                await using var app = WebHost.ForWitness(witness, url);
                await app.StartAsync(cancellation).ConfigureAwait(false);
                edge.Out.Write($"{signer.Verifier}\nanswering at {string.Join(' ', app.Urls)}\n");
                edge.Out.Flush();
                await ServeCommand.WaitAsync(cancellation).ConfigureAwait(false);
                await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
