using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Signing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger revoke DIR KID --reason TEXT</c></summary>
internal static class LedgerRevoke
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var kid = new Argument<string>("KID") { Description = "The id of the key, as register printed it." };
        var reason = new Option<string>("--reason") { Description = "Why, for everybody to read.", Required = true };
        var key = new Option<string?>("--key")
        {
            Description = "A private key of the same source; without it the operator signs.",
        };
        var command = new Command(
            "revoke",
            "Ends a key: what it signed stays, and it signs nothing more.\n\n"
                + "Example: foedus ledger revoke guarantee KID --reason 'laptop stolen'"
        )
        {
            folder,
            kid,
            reason,
            key,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                if (!KeyId.TryParse(parse.GetRequiredValue(kid), out var id))
                {
                    throw new UnusableInputException(
                        "KID is no key id: 43 characters, as 'foedus ledger register' printed them."
                    );
                }
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var signer = parse.GetValue(key) is { } path
                    ? LedgerFolder.ReadPrivateKey(edge.Files.FullPath(path))
                    : ledger.ReadSigner().OperatorKey;
                using var writer = ledger.OpenWriter(edge.Clock);
                var message = KeyMessages.Revoke(writer.Registry.Count, id, parse.GetRequiredValue(reason));
                var outcome = writer
                    .AppendAsync(KeyMessages.Sign(signer, ledger.Settings.Origin, message))
                    .GetAwaiter()
                    .GetResult();
                edge.Out.Write($"{Answers.Demand(outcome, "The revocation")}\n");
                return ExitCode.Done;
            })
        );
        return command;
    }
}
