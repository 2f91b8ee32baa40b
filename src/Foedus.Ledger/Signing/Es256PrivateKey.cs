using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Signing;

/// <summary>A P-256 key that signs. It is held by whoever speaks with it: a ledger never sees the key of a party.</summary>
public sealed class Es256PrivateKey : IDisposable
{
    private readonly ECDsa key;
    private readonly Lock gate = new();

    private Es256PrivateKey(ECDsa key)
    {
        this.key = key;
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (!Es256PublicKey.TryCreate(parameters.Q.X, parameters.Q.Y, out var made))
        {
            throw new InvalidOperationException("A private key without a point of P-256.");
        }
        Public = made;
    }

    public Es256PublicKey Public { get; }

    /// <summary>A new key from the operating system's generator.</summary>
    public static Es256PrivateKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static bool TryFromJwk(
        JsonValue? jwk,
        [NotNullWhen(true)] out Es256PrivateKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        why = "the file holds no private key: a JSON object with kty EC, crv P-256, x, y and d";
        if (
            jwk is not JsonObject members
            || !StrictBase64.TryDecodeUrl(members.Text("d"), out var secret)
            || secret.Length != Es256PublicKey.CoordinateLength
            || !Es256PublicKey.TryFromJwk(members.Without("d"), out var stated, out _)
        )
        {
            return false;
        }
        using (stated)
        {
            try
            {
                var parameters = new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    D = secret,
                    Q = PointOf(stated),
                };
                var made = new Es256PrivateKey(ECDsa.Create(parameters));
                // A point that does not belong to the secret would make signatures that nobody accepts.
                if (!made.Public.Verify([], made.Sign([])))
                {
                    made.Dispose();
                    why = "x and y do not belong to d";
                    return false;
                }
                key = made;
                why = null;
                return true;
            }
            catch (CryptographicException)
            {
                why = "d is no scalar of P-256";
                return false;
            }
        }
    }

    /// <summary>The key with its secret, for the file only its owner reads.</summary>
    public JsonObject ToJwk()
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return Public.ToJwk().With("d", new JsonString(StrictBase64.EncodeUrl(parameters.D)));
    }

    /// <returns>r ‖ s, 64 bytes.</returns>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        lock (gate)
        {
            return key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public void Dispose()
    {
        key.Dispose();
        Public.Dispose();
    }

    private static ECPoint PointOf(Es256PublicKey key)
    {
        var jwk = key.ToJwk();
        return
            StrictBase64.TryDecodeUrl(jwk.Text("x"), out var x) && StrictBase64.TryDecodeUrl(jwk.Text("y"), out var y)
            ? new ECPoint { X = x, Y = y }
            : throw new InvalidOperationException("A key that does not write itself.");
    }
}
