using System.Runtime.InteropServices;

namespace Foedus.Ledger.Signing;

/// <summary>
/// Ed25519 from OpenSSL's libcrypto: the base library has none. It signs and checks checkpoints only; because libraries
/// disagree on odd signatures, whether an entry is valid never hangs on it.
/// </summary>
public static partial class Ed25519
{
    public const int KeyLength = 32;

    public const int SignatureLength = 64;

    private const string Library = "libcrypto.so.3";

    /// <summary>EVP_PKEY_ED25519 of OpenSSL's headers.</summary>
    private const int KeyType = 1087;

    /// <summary>Whether this machine has a libcrypto with Ed25519.</summary>
    public static bool IsAvailable { get; } = Probe();

    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        using var key = PrivateKey(seed);
        var result = new byte[KeyLength];
        nuint length = KeyLength;
        if (GetRawPublicKey(key, result, ref length) != 1 || length != KeyLength)
        {
            throw Failed();
        }
        return result;
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = new SigningKey(seed);
        return key.Sign(message);
    }

    /// <summary>A key made ready once, for one that signs often. It serves any number of threads.</summary>
    public sealed class SigningKey : IDisposable
    {
        private readonly KeyHandle key;

        public SigningKey(ReadOnlySpan<byte> seed) => key = PrivateKey(seed);

        public byte[] Sign(ReadOnlySpan<byte> message) => Ed25519.Sign(key, message);

        public void Dispose() => key.Dispose();
    }

    private static byte[] Sign(KeyHandle key, ReadOnlySpan<byte> message)
    {
        using var context = NewContext();
        var signature = new byte[SignatureLength];
        nuint length = SignatureLength;
        if (
            DigestSignInit(context, 0, 0, 0, key) != 1
            || DigestSign(context, signature, ref length, message, (nuint)message.Length) != 1
            || length != SignatureLength
        )
        {
            throw Failed();
        }
        return signature;
    }

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
        {
            return false;
        }
        using var key = NewRawPublicKey(KeyType, 0, publicKey, KeyLength);
        if (key.IsInvalid)
        {
            return false;
        }
        using var context = NewContext();
        return DigestVerifyInit(context, 0, 0, 0, key) == 1
            && DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
    }

    private static bool Probe()
    {
        try
        {
            using var context = NewContext();
            return !context.IsInvalid;
        }
        catch (Exception missing)
            when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return false;
        }
    }

    private static KeyHandle PrivateKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyLength)
        {
            throw new ArgumentException("An Ed25519 seed has 32 bytes.", nameof(seed));
        }
        var key = NewRawPrivateKey(KeyType, 0, seed, KeyLength);
        return key.IsInvalid ? throw Failed() : key;
    }

    private static InvalidOperationException Failed() => new("libcrypto could not make an Ed25519 signature.");

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial KeyHandle NewRawPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial KeyHandle NewRawPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int GetRawPublicKey(KeyHandle key, Span<byte> result, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial ContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    private static partial int DigestSignInit(
        ContextHandle context,
        nint keyContext,
        nint digest,
        nint engine,
        KeyHandle key
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    private static partial int DigestSign(
        ContextHandle context,
        Span<byte> signature,
        ref nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint messageLength
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    private static partial int DigestVerifyInit(
        ContextHandle context,
        nint keyContext,
        nint digest,
        nint engine,
        KeyHandle key
    );

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    private static partial int DigestVerify(
        ContextHandle context,
        ReadOnlySpan<byte> signature,
        nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint messageLength
    );

    private sealed class KeyHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreeKey(pointer);
    }

    private sealed class ContextHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreeContext(pointer);
    }
}
