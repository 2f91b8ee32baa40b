using System.CommandLine;
using System.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Sequencing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger show DIR [INDEX]</c></summary>
internal static class LedgerShow
{
    private const int Block = 1024;

    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var index = new Argument<long?>("INDEX")
        {
            Description = "One entry; all of them without it.",
            DefaultValueFactory = _ => null,
        };
        var receipt = new Option<bool>("--receipt")
        {
            Description = "Prints the proof that the entry stands in the log (.tlog-proof).",
        };
        var command = new Command(
            "show",
            "Shows entries: index, recorded time, kind, and what was signed.\n\n"
                + "Example: foedus ledger show guarantee 4 --receipt"
        )
        {
            folder,
            index,
            receipt,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var reader = ledger.OpenReader();
                var size = reader.ReadSize();
                if (parse.GetValue(index) is not { } wanted)
                {
                    if (parse.GetValue(receipt))
                    {
                        throw new UnusableInputException("--receipt needs the INDEX of an entry.");
                    }
                    for (var from = 0L; from < size; from += Block)
                    {
                        foreach (var stored in reader.ReadEntries(from, (int)Math.Min(Block, size - from)))
                        {
                            Write(edge, stored.Index, Reading.Parsed(stored));
                        }
                    }
                    return ExitCode.Done;
                }
                if (wanted < 0 || wanted >= size)
                {
                    throw new UnusableInputException($"There is no entry {wanted}: the ledger has {size}, from 0 on.");
                }
                if (!parse.GetValue(receipt))
                {
                    Write(edge, wanted, Reading.ParsedAt(reader, wanted));
                    return ExitCode.Done;
                }
                var note =
                    ledger.ReadHighWater()
                    ?? throw new UnusableInputException(
                        "The ledger has signed no checkpoint yet: run 'foedus ledger checkpoint'."
                    );
                var proof =
                    Receipts.Of(reader, wanted, note)
                    ?? throw new UnusableInputException(
                        $"The latest checkpoint does not reach entry {wanted}: run 'foedus ledger checkpoint'."
                    );
                edge.Out.Write(proof.ToString());
                return ExitCode.Done;
            })
        );
        return command;
    }

    private static void Write(Edge edge, long index, ParsedEntry parsed) =>
        edge.Out.Write(
            $"{index} {EventTimes.Format(parsed.Entry.RecordedTime)} {parsed.Entry.Kind.ToString().ToLowerInvariant()} {Encoding.UTF8.GetString(parsed.Jws.Payload)}\n"
        );
}
