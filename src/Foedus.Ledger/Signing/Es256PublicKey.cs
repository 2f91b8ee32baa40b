using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Signing;

/// <summary>
/// A P-256 key that verifies ES256 signatures. Importing a key costs twice what using it does, so one object is kept for
/// each key; it serves any number of threads.
/// </summary>
public sealed class Es256PublicKey : IDisposable, IEquatable<Es256PublicKey>
{
    /// <summary>Bytes of a coordinate, and half of those of a signature.</summary>
    public const int CoordinateLength = 32;

    public const int SignatureLength = 64;

    /// <summary>
    /// After so many verifications a <see cref="P256Table"/> is made: it costs five hundred, and had it been there from the
    /// start it would have saved as much by now. A log that is verified has few keys and many signatures of each; a stranger
    /// who sends one event with a key of its own gets no table made.
    /// </summary>
    public const int UsesBeforeTable = 1000;

    private readonly ConcurrentBag<ECDsa> imported = [];
    private int uses;
    private P256Table? table;
    private readonly byte[] x;
    private readonly byte[] y;

    private Es256PublicKey(byte[] x, byte[] y, ECDsa first)
    {
        this.x = x;
        this.y = y;
        imported.Add(first);
        Id = KeyId.OfThumbprint(SHA256.HashData(CanonicalJson.Write(ToJwk())));
    }

    public KeyId Id { get; }

    /// <summary>False where the coordinates are no point of the curve.</summary>
    public static bool TryCreate(
        ReadOnlySpan<byte> x,
        ReadOnlySpan<byte> y,
        [NotNullWhen(true)] out Es256PublicKey? key
    )
    {
        key = null;
        if (x.Length != CoordinateLength || y.Length != CoordinateLength)
        {
            return false;
        }
        var (left, right) = (x.ToArray(), y.ToArray());
        if (Import(left, right) is not { } first)
        {
            return false;
        }
        key = new Es256PublicKey(left, right, first);
        return true;
    }

    /// <summary>
    /// Reads a JSON Web Key. One that says it is for something else than verifying ES256 signatures is refused, and so is
    /// one that carries a private part: it must not be passed around.
    /// </summary>
    public static bool TryFromJwk(
        JsonValue? jwk,
        [NotNullWhen(true)] out Es256PublicKey? key,
        [NotNullWhen(false)] out string? why
    )
    {
        key = null;
        why = null;
        if (jwk is not JsonObject members)
        {
            why = "the key is no JSON object";
        }
        else if (members.Find("d") is not null)
        {
            why = "the key carries its private part 'd'";
        }
        else if (members.Text("kty") != "EC" || members.Text("crv") != "P-256")
        {
            why = "the key is not of kty EC and crv P-256";
        }
        else if (members.Find("alg") is not (null or JsonString { Value: "ES256" }))
        {
            why = "the key is for another alg than ES256";
        }
        else if (members.Find("use") is not (null or JsonString { Value: "sig" }))
        {
            why = "the key's use is not sig";
        }
        else if (members.Find("key_ops") is { } operations && !Verifies(operations))
        {
            why = "the key's key_ops lack verify";
        }
        else if (
            !StrictBase64.TryDecodeUrl(members.Text("x"), out var x)
            || !StrictBase64.TryDecodeUrl(members.Text("y"), out var y)
            || !TryCreate(x, y, out key)
        )
        {
            why = "x and y are no point of P-256 in base64url";
        }
        return key is not null;
    }

    /// <summary>The key as <c>{"crv","kty","x","y"}</c>: just what its thumbprint is taken of.</summary>
    public JsonObject ToJwk() =>
        JsonObject.Of(
            new JsonMember("crv", "P-256"),
            new JsonMember("kty", "EC"),
            new JsonMember("x", StrictBase64.EncodeUrl(x)),
            new JsonMember("y", StrictBase64.EncodeUrl(y))
        );

    /// <param name="signature">r ‖ s, 32 bytes each (IEEE P1363). DER is refused: it has several spellings.</param>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }
        if (Volatile.Read(ref table) is { } ready)
        {
            return ready.Verify(message, signature);
        }
        if (Interlocked.Increment(ref uses) == UsesBeforeTable)
        {
            PrepareForMany();
        }
        if (!imported.TryTake(out var verifier))
        {
            verifier =
                Import(x, y) ?? throw new InvalidOperationException("A key that was imported once cannot be again.");
        }
        try
        {
            return verifier.VerifyData(
                message,
                signature,
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            );
        }
        finally
        {
            imported.Add(verifier);
        }
    }

    /// <summary>Spends the time of some hundred verifications so that each one from now on takes half as long.</summary>
    internal void PrepareForMany()
    {
        if (
            table is null
            && P256Table.TryCreate(x, y) is { } made
            && Interlocked.CompareExchange(ref table, made, null) is not null
        )
        {
            made.Dispose();
        }
    }

    internal bool HasTable => Volatile.Read(ref table) is not null;

    /// <summary>SubjectPublicKeyInfo in DER, of which signed notes take their key id.</summary>
    public byte[] ToSubjectPublicKeyInfo()
    {
        using var key =
            Import(x, y) ?? throw new InvalidOperationException("A key that was imported once cannot be again.");
        return key.ExportSubjectPublicKeyInfo();
    }

    public static bool TryFromSubjectPublicKeyInfo(ReadOnlySpan<byte> der, [NotNullWhen(true)] out Es256PublicKey? key)
    {
        key = null;
        try
        {
            using var import = ECDsa.Create();
            import.ImportSubjectPublicKeyInfo(der, out var read);
            var parameters = import.ExportParameters(includePrivateParameters: false);
            return read == der.Length
                && parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                && TryCreate(parameters.Q.X, parameters.Q.Y, out key)
                && key.ToSubjectPublicKeyInfo().AsSpan().SequenceEqual(der);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool Equals(Es256PublicKey? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as Es256PublicKey);

    public override int GetHashCode() => Id.GetHashCode();

    public void Dispose()
    {
        while (imported.TryTake(out var verifier))
        {
            verifier.Dispose();
        }
        table?.Dispose();
    }

    private static ECDsa? Import(byte[] x, byte[] y)
    {
        try
        {
            return ECDsa.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = x, Y = y },
                }
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool Verifies(JsonValue operations) =>
        operations is JsonArray { Items: var items } && items.Any(item => item is JsonString { Value: "verify" });
}
