using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Ledger;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger …</c></summary>
public static class LedgerCommand
{
    public static Command Create(Edge edge)
    {
        var command = new Command(
            "ledger",
            "Keeps and checks a signed, append-only, tamper-evident ledger.\n\n"
                + "Example: foedus ledger init guarantee --origin example.org/guarantee"
        );
        foreach (var create in Parts)
        {
            command.Subcommands.Add(create(edge));
        }
        return command;
    }

    private static IReadOnlyList<Func<Edge, Command>> Parts { get; } =
    [
        LedgerInit.Create,
        LedgerKeygen.Create,
        LedgerRegister.Create,
        LedgerRotate.Create,
        LedgerRevoke.Create,
        LedgerAppend.Create,
        LedgerShow.Create,
        LedgerCheckpoint.Create,
        LedgerWitness.Create,
        LedgerVerify.Create,
        LedgerExportCommand.Create,
        LedgerFsck.Create,
        LedgerDigest.Create,
    ];

    /// <summary>Runs the work of a command; what a damaged or busy ledger says becomes the one line that ends the run.</summary>
    internal static int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (LedgerDamagedException damage)
        {
            throw new UnusableInputException(
                $"{damage.Message} 'foedus ledger verify' says more; restore a backup of the whole folder."
            );
        }
    }
}
