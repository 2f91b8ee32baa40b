using System.CommandLine;
using Foedus.Cli.Ledgers;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger append DIR EVENTS --key FILE…</c></summary>
internal static class LedgerAppend
{
    /// <summary>Lines that one commit may take.</summary>
    private const int Block = 500;

    public static Command Create(Edge edge)
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger." };
        var events = new Argument<string>("EVENTS")
        {
            Description = "An event file to sign, or lines that are signed already.",
        };
        var keys = new Option<string[]>("--key")
        {
            Description = "The private key of a source; once for each source that the file names.",
            AllowMultipleArgumentsPerToken = false,
        };
        var command = new Command(
            "append",
            "Signs the events of a file with their sources' keys, numbers and chains them, and appends them. Prints the index of each.\n\n"
                + "Example: foedus ledger append guarantee reports.ndjson --key france.jwk"
        )
        {
            folder,
            events,
            keys,
        };
        command.SetAction(parse =>
            LedgerCommand.Guarded(() =>
            {
                var path = parse.GetRequiredValue(events);
                var items = DraftReader.Read(edge, path);
                var ledger = LedgerFolder.Open(edge.Files.FullPath(parse.GetRequiredValue(folder)));
                using var writer = ledger.OpenWriter(edge.Clock);
                using var signers = new Signers(writer, ledger.Settings.Origin, parse.GetValue(keys) ?? [], edge);
                for (var from = 0; from < items.Count; from += Block)
                {
                    var block = items.Skip(from).Take(Block).ToList();
                    var messages = block.Select(item => item.Signed ?? signers.Sign(item, path)).ToList();
                    var outcomes = writer.AppendAllAsync(messages).GetAwaiter().GetResult();
                    for (var i = 0; i < outcomes.Length; i++)
                    {
                        edge.Out.Write($"{Answers.Demand(outcomes[i], $"{path}, line {block[i].Line},")}\n");
                    }
                }
                return ExitCode.Done;
            })
        );
        return command;
    }

    /// <summary>The keys at hand, by source, and where each source's chain will end.</summary>
    private sealed class Signers : IDisposable
    {
        private readonly Dictionary<string, (Es256PrivateKey Key, SourceHead Head)> signers = new(
            StringComparer.Ordinal
        );
        private readonly LedgerWriter writer;
        private readonly string origin;

        public Signers(LedgerWriter writer, string origin, string[] paths, Edge edge)
        {
            this.writer = writer;
            this.origin = origin;
            foreach (var path in paths)
            {
                var key = LedgerFolder.ReadPrivateKey(edge.Files.FullPath(path));
                if (writer.Registry.Find(key.Public.Id) is not { Until: null } registered)
                {
                    throw new UnusableInputException(
                        $"The key in {path} is not registered here, or no longer valid: have the operator register it first."
                    );
                }
                signers[registered.Source] = (key, writer.HeadOf(registered.Source));
            }
        }

        public string Sign(DraftReader.Item item, string path)
        {
            var draft = item.Draft ?? JsonObject.Of();
            var source = draft.Text("source") ?? "";
            if (!signers.TryGetValue(source, out var signer))
            {
                throw new UnusableInputException(
                    $"{path}, line {item.Line}: no --key is that of its source '{source}'. Give the key; the lines before are appended."
                );
            }
            // An event that is there already keeps its place, so that a file can be sent again after a failure.
            var known = writer.Reader.TryFindIndex(source, draft.Text("id") ?? "", out var index);
            var head =
                known && Reading.ParsedAt(writer.Reader, index).Envelope is { } envelope
                    ? new SourceHead(source, envelope.Sequence - 1, envelope.PreviousHash)
                    : signer.Head;
            var payload = CanonicalJson.Write(
                draft.With("sequence", new JsonNumber(head.Sequence + 1)).With("prevhash", new JsonString(head.Hash))
            );
            if (!EventEnvelope.TryParse(payload, out var made, out var why))
            {
                throw new UnusableInputException(
                    $"{path}, line {item.Line}: {why}. Mend the line; the lines before are appended."
                );
            }
            if (!known)
            {
                signers[source] = (signer.Key, new SourceHead(source, made.Sequence, made.HashText));
            }
            return CompactJws.Sign(signer.Key, MessageTypes.Event, origin, payload);
        }

        public void Dispose()
        {
            foreach (var (key, _) in signers.Values)
            {
                key.Dispose();
            }
        }
    }
}
