using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Notes;

/// <summary>A public key of signed notes, written <c>name+hash+base64</c> (a <em>vkey</em>).</summary>
public sealed class NoteVerifier
{
    private readonly byte[] key;
    private readonly Es256PublicKey? ecdsa;

    private NoteVerifier(string name, NoteAlgorithm algorithm, byte[] key, Es256PublicKey? ecdsa)
    {
        Name = name;
        Algorithm = algorithm;
        this.key = key;
        this.ecdsa = ecdsa;
        KeyHash = HashOf(name, algorithm, key);
    }

    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    public uint KeyHash { get; }

    public static NoteVerifier ForEd25519(string name, ReadOnlySpan<byte> publicKey, NoteAlgorithm algorithm) =>
        new(name, algorithm, publicKey.ToArray(), null);

    public static NoteVerifier ForEcdsa(string name, Es256PublicKey key) =>
        new(name, NoteAlgorithm.EcdsaP256, key.ToSubjectPublicKeyInfo(), key);

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out NoteVerifier? verifier,
        [NotNullWhen(false)] out string? why
    )
    {
        verifier = null;
        var parts = text.Split('+', 3);
        why = "a verifier key reads name+hash+base64";
        if (
            parts.Length != 3
            || !SignedNote.IsKeyName(parts[0])
            || parts[1].Length != 8
            || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            || !StrictBase64.TryDecode(parts[2], out var bytes)
            || bytes.Length < 2
        )
        {
            return false;
        }
        var algorithm = (NoteAlgorithm)bytes[0];
        var key = bytes[1..];
        switch (algorithm)
        {
            case NoteAlgorithm.Ed25519 or NoteAlgorithm.Cosignature when key.Length == Ed25519.KeyLength:
                verifier = new NoteVerifier(parts[0], algorithm, key, null);
                break;
            case NoteAlgorithm.EcdsaP256 when Es256PublicKey.TryFromSubjectPublicKeyInfo(key, out var ecdsa):
                verifier = new NoteVerifier(parts[0], algorithm, key, ecdsa);
                break;
            default:
                why = "the verifier key is of no algorithm that is known here (Ed25519, ECDSA P-256, cosignature/v1)";
                return false;
        }
        if (verifier.KeyHash != hash)
        {
            verifier = null;
            why = "the hash in the verifier key is not the hash of its key";
            return false;
        }
        why = null;
        return true;
    }

    public bool Matches(NoteSignature signature) =>
        signature.KeyHash == KeyHash && string.Equals(signature.Name, Name, StringComparison.Ordinal);

    public bool Verifies(string text, ReadOnlySpan<byte> signature) =>
        Algorithm switch
        {
            NoteAlgorithm.Ed25519 => Ed25519.Verify(key, Encoding.UTF8.GetBytes(text), signature),
            NoteAlgorithm.EcdsaP256 => ecdsa is not null
                && DerSignature.TryToP1363(signature, out var fixedForm)
                && ecdsa.Verify(Encoding.UTF8.GetBytes(text), fixedForm),
            _ => Cosignature.TryReadTime(signature, out var seconds)
                && Ed25519.Verify(key, Cosignature.MessageOf(text, seconds), signature[Cosignature.TimeLength..]),
        };

    public override string ToString() =>
        $"{Name}+{KeyHash.ToString("x8", CultureInfo.InvariantCulture)}+{StrictBase64.Encode([(byte)Algorithm, .. key])}";

    internal static uint HashOf(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        byte[] input =
            algorithm == NoteAlgorithm.EcdsaP256
                ? key.ToArray()
                : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)algorithm, .. key];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }
}
