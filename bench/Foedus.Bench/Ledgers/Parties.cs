using System.Globalization;
using System.Security.Cryptography;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Bench.Ledgers;

/// <summary>A source with a key, and events of about 1.5 KB signed ahead of the measurement.</summary>
internal sealed class Party(string name, string origin)
{
    private string previous = EventEnvelope.NoPrevious;
    private int sequence;

    public string Name { get; } = name;

    public Es256PrivateKey Key { get; } = Es256PrivateKey.Generate();

    public string Next()
    {
        sequence++;
        var draft = JsonObject.Of(
            new JsonMember("data", JsonObject.Of(new JsonMember("event", "an armed attack on Ukraine"), new JsonMember("text", new string('x', 1100)))),
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
