using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Language.Core;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Sequencing;
using Foedus.Server.Verdicts;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger digest AGREEMENT LEDGER…</c></summary>
internal static class LedgerDigest
{
    public static Command Create(Edge edge)
    {
        var agreement = ReplayOptionList.Agreement();
        var ledgers = new Argument<string[]>("LEDGER")
        {
            Description = "Ledgers, exports or event files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var sign = new Option<bool>("--sign")
        {
            Description = "Lets the log itself say each digest that is due, in a signed entry; for its operator.",
        };
        var command = new Command(
            "digest",
            "Replays a ledger through an agreement and prints, every 1,000 events and at the end, how many there were and the SHA-256 of all verdicts. Whoever replays the same ledger gets the same. Exit code 1: the ledger itself says another.\n\n"
                + "Example: foedus ledger digest ukraine.foedus.md guarantee"
        )
        {
            agreement,
            ledgers,
            sign,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core, out var id))
                {
                    return ExitCode.No;
                }
                var isRight = true;
                foreach (var path in parse.GetRequiredValue(ledgers))
                {
                    if (parse.GetValue(sign))
                    {
                        Sign(edge, core, id, path);
                        continue;
                    }
                    var file = new EventFile(edge.Files, path, null);
                    var fault = DigestReplay.Run(
                        core,
                        file,
                        file.DigestsOf(id),
                        (events, digest) => edge.Out.Write($"{events} {digest}\n")
                    );
                    if (fault is not null)
                    {
                        edge.Out.Flush();
                        edge.Error.Write(
                            $"foedus: {path}, {fault}. The log's operator, or its program, is wrong: show the entry to the other parties.\n"
                        );
                        isRight = false;
                    }
                }
                return isRight ? ExitCode.Done : ExitCode.No;
            })
        );
        return command;
    }

    private static void Sign(Edge edge, Agreement core, string id, string path)
    {
        var folder = LedgerFolder.Open(edge.Files.FullPath(path));
        using var writer = folder.OpenWriter(edge.Clock);
        using var engine = new VerdictEngine(core, id, writer.Reader, folder.Settings.Origin, EnginePath(folder, id));
        engine.Follow();
        foreach (var due in engine.Due())
        {
            var index = Answers.Demand(
                writer.AppendDigestAsync(due).GetAwaiter().GetResult(),
                $"{path}: the digest of {due.Events} events"
            );
            edge.Out.Write($"{index} {due.Events} {due.Digest}\n");
        }
        if (engine.Fault is { } fault)
        {
            throw new UnusableInputException(
                $"{path}: {fault}. Nothing is signed; the ledger, or the program that signed there, is wrong."
            );
        }
        engine.Keep();
    }

    /// <summary>Where the engine of a ledger keeps its state.</summary>
    internal static string EnginePath(LedgerFolder folder, string agreement) =>
        folder.PathOf($"engine-{agreement[..16]}.state");
}
