using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Cli.Ledgers;

/// <summary>What <c>keygen</c> prints and <c>register</c> and <c>rotate</c> read: a public key, and the proof that its source holds it.</summary>
internal sealed record KeyRequest(string Source, Es256PublicKey Key, string Proof)
{
    public static KeyRequest Read(Edge edge, string path)
    {
        using var file = edge.Files.OpenRead(path);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        if (!StrictJson.TryParse(bytes.ToArray(), JsonRules.Ledger, out var value, out var fault))
        {
            throw new UnusableInputException(
                $"{path} is no key request: {fault}. Give the file that 'foedus ledger keygen' printed."
            );
        }
        if (
            value is not JsonObject request
            || request.Text("source") is not { } source
            || request.Text("proof") is not { } proof
            || !Es256PublicKey.TryFromJwk(request.Find("key"), out var key, out var why)
        )
        {
            throw new UnusableInputException(
                $"{path} is no key request. Give the file that 'foedus ledger keygen' printed."
            );
        }
        return new KeyRequest(source, key, proof);
    }
}
