using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Json;
using Foedus.Ledger.Merkle;

namespace Foedus.Ledger.Entries;

/// <summary>
/// The CloudEvents envelope of an event, as far as a ledger looks: who says it, under which id, and where it stands in
/// its source's chain. What the data means is not the ledger's business.
/// </summary>
public sealed record EventEnvelope
{
    /// <summary>Bytes of a payload. What its entry may take (<see cref="LedgerEntry.MaximumJwsLength"/>) is a little less.</summary>
    public const int MaximumPayloadLength = 48 * 1024;

    /// <summary>Characters of a name or id.</summary>
    public const int MaximumNameLength = 256;

    /// <summary>What <c>prevhash</c> is in a source's first event.</summary>
    public static readonly string NoPrevious = new('0', 64);

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "specversion",
        "id",
        "source",
        "type",
        "subject",
        "time",
        "datacontenttype",
        "dataschema",
        "data",
        "sequence",
        "prevhash",
        "compartment",
    };

    public required string Source { get; init; }

    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>When it happened, as the source claims; UTC milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>From 1, without a gap, for each source.</summary>
    public required long Sequence { get; init; }

    /// <summary>SHA-256 of the source's previous payload, in lower-case hexadecimal.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The agreement that <c>dataschema</c> names, without its version; null: none.</summary>
    public string? Agreement { get; init; }

    /// <summary>SHA-256 of the payload: what the source's next event names, and what tells two events of one id apart.</summary>
    public required MerkleHash PayloadHash { get; init; }

    public required JsonObject Members { get; init; }

    /// <summary>What the next event of the source has as <c>prevhash</c>.</summary>
    public string HashText => Convert.ToHexStringLower(PayloadHash.ToArray());

    public static bool TryParse(
        byte[] payload,
        [NotNullWhen(true)] out EventEnvelope? envelope,
        [NotNullWhen(false)] out string? why
    )
    {
        envelope = null;
        if (payload.Length > MaximumPayloadLength)
        {
            why =
                $"the event has {payload.Length} bytes: at most {MaximumPayloadLength}; put attachments elsewhere and name them by SHA-256";
            return false;
        }
        if (!StrictJson.TryParse(payload, JsonRules.Ledger, out var value, out var fault))
        {
            why = $"the event is not the JSON that the ledger takes: {fault}";
            return false;
        }
        if (value is not JsonObject members)
        {
            why = "the event is no JSON object";
            return false;
        }
        if (!CanonicalJson.IsCanonical(payload, value))
        {
            why = "the event is not written canonically (RFC 8785): sort the names, leave out white space";
            return false;
        }
        return TryRead(members, payload, out envelope, out why);
    }

    private static bool TryRead(
        JsonObject members,
        byte[] payload,
        out EventEnvelope? envelope,
        [NotNullWhen(false)] out string? why
    )
    {
        envelope = null;
        why = Unfit(members);
        if (why is not null)
        {
            return false;
        }
        if (!EventTimes.TryParse(members.Text("time"), out var time))
        {
            why = "'time' is no instant like 2026-03-05T08:00:00Z between 1900 and 2199";
            return false;
        }
        if (members.Integer("sequence") is not (>= 1 and <= int.MaxValue and var sequence))
        {
            why = "'sequence' is no whole number from 1: each source counts its events";
            return false;
        }
        if (
            members.Text("prevhash") is not { Length: 64 } previous
            || previous.AsSpan().IndexOfAnyExcept(HexDigits) >= 0
        )
        {
            why =
                "'prevhash' is not 64 lower-case hexadecimal digits: the SHA-256 of the source's event before, or zeros";
            return false;
        }
        if (!TryReadAgreement(members, out var agreement, out why))
        {
            return false;
        }
        envelope = new EventEnvelope
        {
            Source = members.Text("source") ?? "",
            Id = members.Text("id") ?? "",
            Type = members.Text("type") ?? "",
            Time = time,
            Sequence = sequence,
            PreviousHash = previous,
            Agreement = agreement,
            PayloadHash = new MerkleHash(SHA256.HashData(payload)),
            Members = members,
        };
        return true;
    }

    private static string? Unfit(JsonObject members)
    {
        if (members.Text("specversion") != "1.0")
        {
            return "'specversion' is not \"1.0\"";
        }
        foreach (var name in (ReadOnlySpan<string>)["id", "source"])
        {
            if (!IsName(members.Text(name)))
            {
                return $"'{name}' is no text of 1 to {MaximumNameLength} characters without control characters";
            }
        }
        if (!IsType(members.Text("type")))
        {
            return "'type' is not like org.foedus.vote.cast.v1";
        }
        foreach (var name in (ReadOnlySpan<string>)["subject", "compartment"])
        {
            if (members.Find(name) is not null && !IsName(members.Text(name)))
            {
                return $"'{name}' is no text of 1 to {MaximumNameLength} characters without control characters";
            }
        }
        if (members.Find("datacontenttype") is not (null or JsonString { Value: "application/json" }))
        {
            return "'datacontenttype' is not application/json";
        }
        if (members.Find("data") is not (null or JsonObject))
        {
            return "'data' is no JSON object";
        }
        foreach (var member in members.Members)
        {
            if (!Attributes.Contains(member.Name))
            {
                return $"'{Shown(member.Name)}' is no member of a signed event: the recorded time and the index are the log's to add";
            }
        }
        return null;
    }

    /// <summary><c>dataschema</c> reads <c>foedus:agreement@version</c>.</summary>
    private static bool TryReadAgreement(
        JsonObject members,
        out string? agreement,
        [NotNullWhen(false)] out string? why
    )
    {
        agreement = null;
        why = null;
        if (members.Find("dataschema") is null)
        {
            return true;
        }
        var text = members.Text("dataschema");
        var at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (
            text is null
            || !text.StartsWith("foedus:", StringComparison.Ordinal)
            || at <= "foedus:".Length
            || at == text.Length - 1
            || !IsName(text)
        )
        {
            why = "'dataschema' is not like foedus:AGREEMENT@VERSION";
            return false;
        }
        agreement = text["foedus:".Length..at];
        return true;
    }

    internal static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaximumNameLength } && !HasControl(text);

    private static bool HasControl(string text)
    {
        foreach (var unit in text)
        {
            if (char.IsControl(unit))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsType(string? type)
    {
        var parts = type?.Split('.') ?? [];
        return parts.Length == 5
            && parts[0] == "org"
            && parts[1] == "foedus"
            && IsWord(parts[2])
            && IsWord(parts[3])
            && parts[4].Length is > 1 and < 5
            && parts[4][0] == 'v'
            && parts[4][1] != '0'
            && parts[4].AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool IsWord(string word) =>
        word.Length is > 0 and <= 32 && word.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;

    private static string Shown(string name) => new([.. name.Take(40).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
}
