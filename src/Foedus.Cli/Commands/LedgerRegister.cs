using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Keys;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger register DIR REQUEST --roles …</c></summary>
internal static class LedgerRegister
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var request = new Argument<string>("REQUEST") { Description = "The file that the source's keygen printed." };
        var roles = new Option<string>("--roles")
        {
            Description = $"What the source may do, with commas between: {RoleNames.Choice}.",
            Required = true,
        };
        var agreement = new Option<string>("--agreement")
        {
            Description = "The agreement it may do it under; every one without this.",
            DefaultValueFactory = _ => RoleGrant.EveryAgreement,
        };
        var approval = new Option<string?>("--approval-key")
        {
            Description = "The private key of a depositary, which must approve once there is one.",
        };
        var command = new Command(
            "register",
            "Registers the key of a source, as an entry that the operator signs.\n\n"
                + "Example: foedus ledger register guarantee france.request --roles reporter,ratifier,voter"
        )
        {
            folder,
            request,
            roles,
            agreement,
            approval,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var read = KeyRequest.Read(edge, parse.GetRequiredValue(request));
                var granted = LedgerRoles.None;
                foreach (var name in parse.GetRequiredValue(roles).Split(',', StringSplitOptions.TrimEntries))
                {
                    granted |= RoleNames.TryParse(name, out var role)
                        ? role
                        : throw new UnusableInputException(
                            $"--roles has '{name}', which is no role: use {RoleNames.Choice}."
                        );
                }
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var writer = ledger.OpenWriter(edge.Clock);
                var message = KeyMessages.Register(
                    writer.Registry.Count,
                    read.Source,
                    read.Key,
                    read.Proof,
                    [new RoleGrant(parse.GetRequiredValue(agreement), granted)]
                );
                if (parse.GetValue(approval) is { } path)
                {
                    using var depositary = LedgerFolder.ReadPrivateKey(edge.Files.FullPath(path));
                    message = KeyMessages.Approve(message, depositary, ledger.Settings.Origin);
                }
                var text = KeyMessages.Sign(ledger.ReadSigner().OperatorKey, ledger.Settings.Origin, message);
                var index = Answers.Demand(writer.AppendAsync(text).GetAwaiter().GetResult(), "The registration");
                edge.Out.Write($"{index} {read.Key.Id} {read.Source}\n");
                return ExitCode.Done;
            })
        );
        return command;
    }
}
