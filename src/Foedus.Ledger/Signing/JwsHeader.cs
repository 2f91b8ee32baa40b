using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Signing;

/// <summary>
/// The protected header. The algorithm is fixed, keys are never taken from the message, and a member that nobody here
/// understands is refused rather than skipped.
/// </summary>
public sealed record JwsHeader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "alg", "aud", "kid", "typ" };

    private static readonly HashSet<string> Dangerous = new(StringComparer.Ordinal)
    {
        "jwk",
        "jku",
        "x5u",
        "x5c",
        "x5t",
        "x5t#S256",
        "crit",
        "zip",
        "b64",
        "enc",
    };

    /// <summary>Which key the signer says it used; as written.</summary>
    public required string KeyId { get; init; }

    /// <summary>The log the message is meant for.</summary>
    public string? Audience { get; init; }

    public string? Type { get; init; }

    public static bool TryParse(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out JwsHeader? header,
        [NotNullWhen(false)] out string? why
    )
    {
        header = null;
        if (!StrictJson.TryParse(text, JsonRules.Ledger, out var value, out var fault))
        {
            why = $"the header is not JSON: {fault}";
            return false;
        }
        if (value is not JsonObject members)
        {
            why = "the header is no JSON object";
            return false;
        }
        foreach (var member in members.Members)
        {
            if (!Known.Contains(member.Name))
            {
                why = Dangerous.Contains(member.Name)
                    ? $"the header member '{member.Name}' is not allowed: keys and processing are never taken from the message"
                    : "the header has a member other than alg, aud, kid and typ";
                return false;
            }
            if (member.Value is not JsonString)
            {
                why = $"the header member '{member.Name}' is no text";
                return false;
            }
        }
        if (members.Text("alg") != "ES256")
        {
            why = "the header's alg is not ES256, the only one there is";
            return false;
        }
        if (members.Text("kid") is not { Length: > 0 } keyId)
        {
            why = "the header has no kid";
            return false;
        }
        header = new JwsHeader
        {
            KeyId = keyId,
            Audience = members.Text("aud"),
            Type = members.Text("typ"),
        };
        why = null;
        return true;
    }
}
