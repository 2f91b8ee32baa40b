using System.CommandLine;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Witnessing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger checkpoint DIR</c></summary>
internal static class LedgerCheckpoint
{
    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var command = new Command(
            "checkpoint",
            "Lets the log carry the time, signs its size and root, shows them to the witnesses of the file 'policy' in the folder, and prints the checkpoint.\n\n"
                + "Example: foedus ledger checkpoint guarantee > today.checkpoint"
        )
        {
            folder,
        };
        command.SetAction(
            async (parse, cancellation) =>
            {
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var writer = ledger.OpenWriter(edge.Clock);
                await writer.TickAsync().ConfigureAwait(false);
                var note = writer.LatestCheckpoint;
                var answer = ExitCode.Done;
                if (ledger.ReadPolicy() is { } text)
                {
                    if (!WitnessPolicy.TryParse(text, out var policy, out var why))
                    {
                        throw new UnusableInputException($"{ledger.PathOf(LedgerFolder.PolicyName)}, {why}.");
                    }
                    using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
                    var witnessed = await new WitnessClient(http, policy)
                        .CollectAsync(writer.Reader, note, cancellation)
                        .ConfigureAwait(false);
                    foreach (var fault in witnessed.Faults)
                    {
                        edge.Error.Write($"foedus: witness {fault}\n");
                    }
                    note = witnessed.Note;
                    answer = witnessed.IsEnough ? ExitCode.Done : ExitCode.No;
                }
                ledger.Publish(note);
                edge.Out.Write(note.ToString());
                return answer;
            }
        );
        return command;
    }
}
