using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Signing;

namespace Foedus.Bench.Ledgers;

/// <summary>A public key as a server without anything of ours would keep it: the platform's objects, imported once each.</summary>
internal sealed class StrawmanKey : IDisposable
{
    private readonly ConcurrentBag<ECDsa> idle = [];
    private readonly byte[] info;

    public StrawmanKey(Es256PublicKey key)
    {
        info = key.ToSubjectPublicKeyInfo();
        idle.Add(Import());
    }

    /// <summary>Whether the signature of the compact JWS is this key's.</summary>
    public bool HasSigned(string jws)
    {
        var end = jws.LastIndexOf('.');
        Span<byte> signature = stackalloc byte[Es256PublicKey.SignatureLength];
        Base64Url.DecodeFromChars(jws.AsSpan(end + 1), signature);
        var key = idle.TryTake(out var kept) ? kept : Import();
        try
        {
            return key.VerifyData(Encoding.ASCII.GetBytes(jws[..end]), signature, HashAlgorithmName.SHA256);
        }
        finally
        {
            idle.Add(key);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var key))
        {
            key.Dispose();
        }
    }

    private ECDsa Import()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(info, out _);
        return key;
    }
}
