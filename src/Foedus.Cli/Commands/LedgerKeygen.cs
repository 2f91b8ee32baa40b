using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus ledger keygen FILE</c></summary>
internal static class LedgerKeygen
{
    public static Command Create(Edge edge)
    {
        var file = new Argument<string>("FILE") { Description = "Where the private key goes; it must not exist yet." };
        var source = new Option<string?>("--source")
        {
            Description = "Who will sign with it, by its name in the agreement.",
        };
        var origin = new Option<string?>("--origin") { Description = "The log that the key is for." };
        var witness = new Option<string?>("--witness")
        {
            Description = "Makes the key of a witness with this name instead.",
        };
        var command = new Command(
            "keygen",
            "Makes a key. The private part stays in the file, which only you can read; what is printed goes to the operator, who registers it.\n\n"
                + "Example: foedus ledger keygen france.jwk --source France --origin example.org/guarantee > france.request\n"
                + "Example: foedus ledger keygen witness.key --witness witness.example/france"
        )
        {
            file,
            source,
            origin,
            witness,
        };
        command.SetAction(parse =>
        {
            var path = edge.Files.FullPath(parse.GetRequiredValue(file));
            if (edge.Files.FileExists(path))
            {
                throw new UnusableInputException(
                    $"{path} exists already: a key is never overwritten. Name another file."
                );
            }
            if (parse.GetValue(witness) is { } name)
            {
                return MakeWitnessKey(edge, path, name);
            }
            if (
                parse.GetValue(source) is not { Length: > 0 } author
                || parse.GetValue(origin) is not { Length: > 0 } log
            )
            {
                throw new UnusableInputException(
                    "A key needs --source and --origin: who signs with it, and for which log (or --witness NAME)."
                );
            }
            using var key = Es256PrivateKey.Generate();
            SecretFile.Create(path, Encoding.UTF8.GetString(CanonicalJson.Write(key.ToJwk())) + "\n");
            var request = JsonObject.Of(
                new JsonMember("key", key.Public.ToJwk()),
                new JsonMember("kid", key.Public.Id.ToString()),
                new JsonMember("proof", KeyMessages.Proof(key, log, author)),
                new JsonMember("source", author)
            );
            edge.Out.Write(Encoding.UTF8.GetString(CanonicalJson.Write(request)) + "\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static int MakeWitnessKey(Edge edge, string path, string name)
    {
        if (!SignedNote.IsKeyName(name))
        {
            throw new UnusableInputException(
                "--witness is no name without spaces and '+': give one like witness.example/france."
            );
        }
        if (!Ed25519.IsAvailable)
        {
            throw new UnusableInputException(
                "This machine has no libcrypto.so.3 (OpenSSL 3), which witnesses sign with: install it first."
            );
        }
#pragma warning disable RS0030 // A key is random.
        var key = NoteSigner.Create(name, NoteAlgorithm.Cosignature, RandomNumberGenerator.GetBytes(Ed25519.KeyLength));
#pragma warning restore RS0030
        SecretFile.Create(path, key + "\n");
        edge.Out.Write($"{key.Verifier}\n");
        return ExitCode.Done;
    }
}
