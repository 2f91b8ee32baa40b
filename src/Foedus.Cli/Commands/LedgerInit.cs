using System.CommandLine;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Notes;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger init DIR --origin NAME</c></summary>
internal static class LedgerInit
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to make." };
        var origin = new Option<string>("--origin")
        {
            Description = "The log's name: an address without scheme, like example.org/guarantee.",
            Required = true,
        };
        var database = new Option<string?>("--database")
        {
            Description = "A PostgreSQL connection string; without it, SQLite in the folder.",
        };
        var command = new Command(
            "init",
            "Makes a ledger: its keys, its database, its first entry. Prints the keys that verifiers pin.\n\n"
                + "Example: foedus ledger init guarantee --origin example.org/guarantee"
        )
        {
            folder,
            origin,
            database,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var name = parse.GetRequiredValue(origin);
                if (!SignedNote.IsKeyName(name) || name.Length > 256)
                {
                    throw new UnusableInputException(
                        "--origin is no name of at most 256 characters without spaces and '+': give one like example.org/guarantee."
                    );
                }
                var path = edge.Files.FullPath(parse.GetRequiredValue(folder));
                var ledger = LedgerFolder.Create(path, new LedgerSettings(name, parse.GetValue(database)), edge.Clock);
                foreach (var key in ledger.ReadSigner().Verifiers)
                {
                    edge.Out.Write($"{key}\n");
                }
                return ExitCode.Done;
            })
        );
        return command;
    }
}
