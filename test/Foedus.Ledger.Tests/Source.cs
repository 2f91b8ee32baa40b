using System.Security.Cryptography;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests;

/// <summary>A party that signs events and counts them.</summary>
internal sealed class Source(string name, string origin) : IDisposable
{
    public string Name { get; } = name;

    public Es256PrivateKey Key { get; set; } = Es256PrivateKey.Generate();

    public int Sequence { get; set; } = 1;

    public string Previous { get; set; } = EventEnvelope.NoPrevious;

    public JsonObject Draft(
        string id,
        string time = "2026-03-01T05:00:00Z",
        string type = "org.foedus.occurrence.reported.v1"
    ) =>
        JsonObject.Of(
            new JsonMember("data", JsonObject.Of(new JsonMember("event", "an armed attack on Ukraine"))),
            new JsonMember("id", id),
            new JsonMember("prevhash", Previous),
            new JsonMember("sequence", Sequence),
            new JsonMember("source", Name),
            new JsonMember("specversion", "1.0"),
            new JsonMember("time", time),
            new JsonMember("type", type)
        );

    /// <summary>Signs the draft, without counting it as sent.</summary>
    public string Sign(JsonObject draft) => SignBytes(CanonicalJson.Write(draft));

    public string SignBytes(byte[] payload, string? audience = null) =>
        CompactJws.Sign(Key, MessageTypes.Event, audience ?? origin, payload);

    /// <summary>Signs the source's next event and counts it.</summary>
    public string Next(
        string id,
        string time = "2026-03-01T05:00:00Z",
        string type = "org.foedus.occurrence.reported.v1"
    ) => Count(Draft(id, time, type));

    public string Count(JsonObject draft)
    {
        var payload = CanonicalJson.Write(draft);
        Sequence++;
        Previous = Convert.ToHexStringLower(SHA256.HashData(payload));
        return SignBytes(payload);
    }

    public void Dispose() => Key.Dispose();
}
