using System.Collections.Immutable;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Keys;

/// <summary>Writes the key messages that <see cref="KeyRegistry"/> reads. <c>number</c> ties each to one state of the keys.</summary>
public static class KeyMessages
{
    public static string Genesis(string origin, Es256PrivateKey operatorKey, IEnumerable<NoteVerifier> logKeys) =>
        Sign(
            operatorKey,
            origin,
            JsonObject.Of(
                new JsonMember("action", KeyAction.Genesis),
                new JsonMember("logkeys", new JsonArray([.. logKeys.Select(key => new JsonString(key.ToString()))])),
                new JsonMember("number", 0),
                new JsonMember("operator", operatorKey.Public.ToJwk()),
                new JsonMember("origin", origin),
                new JsonMember("version", 1)
            )
        );

    /// <param name="proof">Of <see cref="Proof"/>, made by the holder of the key.</param>
    public static JsonObject Register(
        int number,
        string source,
        Es256PublicKey key,
        string proof,
        IEnumerable<RoleGrant> grants
    ) =>
        JsonObject.Of(
            new JsonMember("action", KeyAction.Register),
            new JsonMember("grants", ToJson(grants)),
            new JsonMember("key", key.ToJwk()),
            new JsonMember("number", number),
            new JsonMember("proof", proof),
            new JsonMember("source", source)
        );

    public static JsonObject Rotate(int number, Es256PublicKey key, string proof) =>
        JsonObject.Of(
            new JsonMember("action", KeyAction.Rotate),
            new JsonMember("key", key.ToJwk()),
            new JsonMember("number", number),
            new JsonMember("proof", proof)
        );

    public static JsonObject Revoke(int number, KeyId key, string reason) =>
        JsonObject.Of(
            new JsonMember("action", KeyAction.Revoke),
            new JsonMember("kid", key.ToString()),
            new JsonMember("number", number),
            new JsonMember("reason", reason)
        );

    public static JsonObject Grant(int number, string source, IEnumerable<RoleGrant> grants) =>
        JsonObject.Of(
            new JsonMember("action", KeyAction.Grant),
            new JsonMember("grants", ToJson(grants)),
            new JsonMember("number", number),
            new JsonMember("source", source)
        );

    public static JsonObject Approve(JsonObject message, Es256PrivateKey depositary, string origin) =>
        message.With(
            "approval",
            new JsonString(CompactJws.Sign(depositary, MessageTypes.KeyApproval, origin, ApprovalPayload(message)))
        );

    /// <summary>What the holder of a new key signs with it, so that nobody registers a key that is another's.</summary>
    public static string Proof(Es256PrivateKey key, string origin, string source) =>
        CompactJws.Sign(key, MessageTypes.KeyProof, origin, ProofPayload(key.Public.Id, source));

    public static string Sign(Es256PrivateKey key, string origin, JsonObject message) =>
        CompactJws.Sign(key, MessageTypes.Key, origin, CanonicalJson.Write(message));

    internal static byte[] ProofPayload(KeyId key, string source) =>
        CanonicalJson.Write(JsonObject.Of(new JsonMember("kid", key.ToString()), new JsonMember("source", source)));

    internal static byte[] ApprovalPayload(JsonObject message) => CanonicalJson.Write(message.Without("approval"));

    private static JsonArray ToJson(IEnumerable<RoleGrant> grants) =>
        new([.. grants.Select(grant => (JsonValue)grant.ToJson())]);
}
