using System.CommandLine;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger export DIR OUT</c></summary>
internal static class LedgerExportCommand
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var output = new Argument<string>("OUT") { Description = "The folder for the copy; it must be new or empty." };
        var command = new Command(
            "export",
            "Writes a copy that anybody can verify and replay: tiles, the signed checkpoint, and the events as an event file.\n\n"
                + "Example: foedus ledger export guarantee copy"
        )
        {
            folder,
            output,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                var target = edge.Files.FullPath(parse.GetRequiredValue(output));
                if (
                    edge.Files.FolderExists(target)
                    && (edge.Files.FilesIn(target).Count > 0 || edge.Files.FoldersIn(target).Count > 0)
                )
                {
                    throw new UnusableInputException(
                        $"{target} is not empty: name a new folder, so that no old tile is left among the new."
                    );
                }
                using var reader = ledger.OpenReader();
                var note =
                    ledger.ReadHighWater()
                    ?? throw new UnusableInputException(
                        "The ledger has signed no checkpoint yet: run 'foedus ledger checkpoint'."
                    );
                // The witnessed one is worth more, if it is of the same size.
                if (ledger.ReadCheckpoint() is { } published && published.Text == note.Text)
                {
                    note = published;
                }
                LedgerExport.Write(reader, note, target);
                edge.Out.Write(
                    Checkpoint.TryParse(note.Text, out var checkpoint, out _)
                        ? $"{checkpoint.Size} entries, root {checkpoint.Root}\n"
                        : ""
                );
                return ExitCode.Done;
            })
        );
        return command;
    }
}
