using System.Globalization;
using System.Security.Cryptography;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;

namespace Foedus.Bench.Ledgers;

/// <summary>A source with a key, and events of about 1.5 KB signed ahead of the measurement.</summary>
internal sealed class Party(string name, string origin)
{
    private string previous = EventEnvelope.NoPrevious;
    private int sequence;

    public string Name { get; } = name;

    public Es256PrivateKey Key { get; } = Es256PrivateKey.Generate();

    /// <summary>Lets the log take its events, as a reporter's.</summary>
    public async Task RegisterAsync(LedgerWriter writer, Es256PrivateKey operatorKey)
    {
        var message = KeyMessages.Register(
            writer.Registry.Count,
            Name,
            Key.Public,
            KeyMessages.Proof(Key, origin, Name),
            [new RoleGrant(RoleGrant.EveryAgreement, LedgerRoles.Reporter)]
        );
        var outcome = await writer.AppendAsync(KeyMessages.Sign(operatorKey, origin, message));
        if (outcome.Fate != AppendFate.Accepted)
        {
            throw new InvalidOperationException(outcome.Why);
        }
    }

    public string Next()
    {
        sequence++;
        var draft = JsonObject.Of(
            new JsonMember(
                "data",
                JsonObject.Of(
                    new JsonMember("event", "an armed attack on Ukraine"),
                    new JsonMember("text", new string('x', 1100))
                )
            ),
            new JsonMember("id", string.Create(CultureInfo.InvariantCulture, $"{Name}-{sequence}")),
            new JsonMember("prevhash", previous),
            new JsonMember("sequence", sequence),
            new JsonMember("source", Name),
            new JsonMember("specversion", "1.0"),
            new JsonMember("time", "2026-01-01T00:00:00Z"),
            new JsonMember("type", "org.foedus.occurrence.reported.v1")
        );
        var payload = CanonicalJson.Write(draft);
        previous = Convert.ToHexStringLower(SHA256.HashData(payload));
        return CompactJws.Sign(Key, MessageTypes.Event, origin, payload);
    }
}
