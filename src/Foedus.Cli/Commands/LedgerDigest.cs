using System.CommandLine;
using Foedus.Norms.Replay;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger digest AGREEMENT LEDGER…</c></summary>
internal static class LedgerDigest
{
    public static Command Create(Edge edge)
    {
        var agreement = ReplayOptionList.Agreement();
        var ledgers = new Argument<string[]>("LEDGER") { Description = "Ledgers, exports or event files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(
            "digest",
            "Replays a ledger through an agreement and prints, every 1,000 events and at the end, how many there were and the SHA-256 of all verdicts. Whoever replays the same ledger gets the same.\n\n"
                + "Example: foedus ledger digest ukraine.foedus.md guarantee"
        )
        {
            agreement,
            ledgers,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core))
                {
                    return ExitCode.No;
                }
                foreach (var path in parse.GetRequiredValue(ledgers))
                {
                    var file = new EventFile(edge.Files, path, null);
                    using var digest = new VerdictDigest(core, file.Read);
                    var isPrinted = false;
                    foreach (var arrived in file.Read())
                    {
                        isPrinted = digest.Add(arrived);
                        if (isPrinted)
                        {
                            edge.Out.Write($"{digest.Events} {digest.Current()}\n");
                        }
                    }
                    if (!isPrinted)
                    {
                        edge.Out.Write($"{digest.Events} {digest.Current()}\n");
                    }
                }
                return ExitCode.Done;
            })
        );
        return command;
    }
}
