using System.CommandLine;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Verification;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger fsck DIR</c></summary>
internal static class LedgerFsck
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var command = new Command(
            "fsck",
            "Checks the entries as verify does, and that every table of the store agrees with them. Exit code 1: something is wrong.\n\n"
                + "Example: foedus ledger fsck guarantee"
        )
        {
            folder,
        };
        command.SetAction(parse =>
        {
            var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
            using var reader = ledger.OpenReader();
            var note =
                ledger.ReadHighWater()
                ?? throw new UnusableInputException(
                    "The ledger has signed no checkpoint yet: run 'foedus ledger checkpoint'."
                );
            var result = StoreCheck.Run(reader, note);
            edge.Out.Write(
                result.IsVerified ? $"in order: {result.Checkpoint.Size} entries\n"
                : result.FirstBadIndex >= 0 ? $"damaged: entry {result.FirstBadIndex}: {result.Fault}\n"
                : $"damaged: {result.Fault}\n"
            );
            return result.IsVerified ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }
}
