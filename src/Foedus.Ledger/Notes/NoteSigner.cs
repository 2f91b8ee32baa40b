using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Notes;

/// <summary>A private Ed25519 key of signed notes, written <c>PRIVATE+KEY+name+hash+base64</c> as Go's note package has it.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A signer lives as long as the service that signs with it; its safe handle frees the native key."
)]
public sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] seed;
    private readonly Ed25519.SigningKey key;

    private NoteSigner(string name, NoteAlgorithm algorithm, byte[] seed)
    {
        this.seed = seed;
        key = new Ed25519.SigningKey(seed);
        Verifier = NoteVerifier.ForEd25519(name, Ed25519.PublicKeyOf(seed), algorithm);
    }

    public NoteVerifier Verifier { get; }

    public string Name => Verifier.Name;

    /// <param name="seed">32 bytes nobody can guess.</param>
    public static NoteSigner Create(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> seed) =>
        new(name, algorithm, seed.ToArray());

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out NoteSigner? signer,
        [NotNullWhen(false)] out string? why
    )
    {
        signer = null;
        why = "a signer key reads PRIVATE+KEY+name+hash+base64";
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }
        var parts = text[Prefix.Length..].Split('+', 3);
        if (
            parts.Length != 3
            || !SignedNote.IsKeyName(parts[0])
            || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            || !StrictBase64.TryDecode(parts[2], out var bytes)
            || bytes.Length != 1 + Ed25519.KeyLength
            || (NoteAlgorithm)bytes[0] is not (NoteAlgorithm.Ed25519 or NoteAlgorithm.Cosignature)
        )
        {
            return false;
        }
        var made = new NoteSigner(parts[0], (NoteAlgorithm)bytes[0], bytes[1..]);
        if (made.Verifier.KeyHash != hash)
        {
            why = "the hash in the signer key is not the hash of its public key";
            return false;
        }
        signer = made;
        why = null;
        return true;
    }

    public NoteSignature Sign(string text) => new(Name, Verifier.KeyHash, key.Sign(Encoding.UTF8.GetBytes(text)));

    /// <param name="seconds">Since 1970, UTC, by the witness's own clock.</param>
    public NoteSignature Cosign(string checkpoint, long seconds)
    {
        var signature = new byte[Cosignature.TimeLength + Ed25519.SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        key.Sign(Cosignature.MessageOf(checkpoint, seconds)).CopyTo(signature, Cosignature.TimeLength);
        return new NoteSignature(Name, Verifier.KeyHash, signature);
    }

    public override string ToString() =>
        $"{Prefix}{Name}+{Verifier.KeyHash.ToString("x8", CultureInfo.InvariantCulture)}+{StrictBase64.Encode([(byte)Verifier.Algorithm, .. seed])}";
}
