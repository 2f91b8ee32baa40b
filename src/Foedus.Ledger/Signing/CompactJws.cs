using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Signing;

/// <summary>
/// A JSON Web Signature in compact form, taken apart but not yet believed: <see cref="IsSignedBy"/> comes before
/// anything in the payload is looked at.
/// </summary>
public sealed class CompactJws
{
    private readonly int signatureAt;
    private readonly byte[] signature;

    private CompactJws(string text, int signatureAt, JwsHeader header, byte[] payload, byte[] signature)
    {
        Text = text;
        Header = header;
        Payload = payload;
        this.signature = signature;
        this.signatureAt = signatureAt;
    }

    /// <summary>The exact characters that were received.</summary>
    public string Text { get; }

    public JwsHeader Header { get; }

    public byte[] Payload { get; }

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out CompactJws? jws,
        [NotNullWhen(false)] out string? why
    )
    {
        jws = null;
        var first = text.IndexOf('.', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('.', first + 1);
        if (second < 0 || text.IndexOf('.', second + 1) >= 0)
        {
            why = "it is no compact JWS: three parts in base64url with two dots between them";
            return false;
        }
        if (
            !StrictBase64.TryDecodeUrl(text.AsSpan(first + 1, second - first - 1), out var payload)
            || !StrictBase64.TryDecodeUrl(text.AsSpan(second + 1), out var signature)
        )
        {
            why = "a part is not base64url in its only spelling: no padding, white space or stray bits";
            return false;
        }
        if (!HeaderCache.TryRead(text.AsSpan(0, first), out var header, out why))
        {
            return false;
        }
        if (signature.Length != Es256PublicKey.SignatureLength)
        {
            why = $"the signature has {signature.Length} bytes: an ES256 signature is r and s, 64 bytes, not DER";
            return false;
        }
        jws = new CompactJws(text, second, header, payload, signature);
        return true;
    }

    public bool IsSignedBy(Es256PublicKey key)
    {
        var input = ArrayPool<byte>.Shared.Rent(signatureAt);
        var length = Encoding.ASCII.GetBytes(Text, 0, signatureAt, input, 0);
        var isSigned = key.Verify(input.AsSpan(0, length), signature);
        ArrayPool<byte>.Shared.Return(input);
        return isSigned;
    }

    /// <summary>Signs the payload under a header of exactly <c>alg</c>, <c>aud</c>, <c>kid</c> and <c>typ</c>.</summary>
    public static string Sign(Es256PrivateKey key, string type, string audience, ReadOnlySpan<byte> payload)
    {
        var header = JsonObject.Of(
            new JsonMember("alg", "ES256"),
            new JsonMember("aud", audience),
            new JsonMember("kid", key.Public.Id.ToString()),
            new JsonMember("typ", type)
        );
        var input = StrictBase64.EncodeUrl(CanonicalJson.Write(header)) + "." + StrictBase64.EncodeUrl(payload);
        return input + "." + StrictBase64.EncodeUrl(key.Sign(Encoding.ASCII.GetBytes(input)));
    }
}
