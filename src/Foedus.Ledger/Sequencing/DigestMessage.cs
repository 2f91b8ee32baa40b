using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Sequencing;

/// <summary>What the operator signs behind every thousandth event: that the verdicts so far have this digest.</summary>
/// <param name="Agreement">SHA-256 of the agreement's text, in lower-case hexadecimal.</param>
/// <param name="Events">Lines of the event file, from the first, that the digest covers: events and clock entries.</param>
/// <param name="Digest">SHA-256 in lower-case hexadecimal.</param>
public sealed record DigestMessage(string Agreement, long Events, string Digest)
{
    /// <summary>Lines from one digest to the next.</summary>
    public const int Interval = 1000;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public byte[] Payload(long index) =>
        CanonicalJson.Write(
            JsonObject.Of(
                new JsonMember("agreement", Agreement),
                new JsonMember("digest", Digest),
                new JsonMember("events", Events),
                new JsonMember("index", index)
            )
        );

    /// <summary>Only what <see cref="Payload"/> gives for the index is taken.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, long index, [NotNullWhen(true)] out DigestMessage? message)
    {
        message = null;
        if (
            !StrictJson.TryParse(payload, JsonRules.Ledger, out var value, out _)
            || value is not JsonObject members
            || members.Text("agreement") is not { } agreement
            || members.Text("digest") is not { } digest
            || members.Integer("events") is not { } events
        )
        {
            return false;
        }
        var read = new DigestMessage(agreement, events, digest);
        if (!read.IsFit || !payload.SequenceEqual(read.Payload(index)))
        {
            return false;
        }
        message = read;
        return true;
    }

    /// <summary>Whether the values can be those of a digest.</summary>
    public bool IsFit => IsHash(Agreement) && IsHash(Digest) && Events > 0 && Events % Interval == 0;

    public string Sign(Es256PrivateKey operatorKey, string origin, long index) =>
        CompactJws.Sign(operatorKey, MessageTypes.Digest, origin, Payload(index));

    private static bool IsHash(string text) => text.Length == 64 && text.AsSpan().IndexOfAnyExcept(HexDigits) < 0;
}
