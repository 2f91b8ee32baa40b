using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger rotate DIR REQUEST --key OLD</c></summary>
internal static class LedgerRotate
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var request = new Argument<string>("REQUEST") { Description = "The file that keygen printed for the new key." };
        var key = new Option<string>("--key")
        {
            Description = "The private key that the new one replaces.",
            Required = true,
        };
        var command = new Command(
            "rotate",
            "Replaces a source's key by a new one; the old one signs that.\n\n"
                + "Example: foedus ledger rotate guarantee france-2.request --key france.jwk"
        )
        {
            folder,
            request,
            key,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var read = KeyRequest.Read(edge, parse.GetRequiredValue(request));
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var old = LedgerFolder.ReadPrivateKey(edge.Files.FullPath(parse.GetRequiredValue(key)));
                using var writer = ledger.OpenWriter(edge.Clock);
                var text = KeyMessages.Sign(
                    old,
                    ledger.Settings.Origin,
                    KeyMessages.Rotate(writer.Registry.Count, read.Key, read.Proof)
                );
                var index = Answers.Demand(writer.AppendAsync(text).GetAwaiter().GetResult(), "The rotation");
                edge.Out.Write($"{index} {read.Key.Id} {read.Source}\n");
                return ExitCode.Done;
            })
        );
        return command;
    }
}
