using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Sequencing;

namespace Foedus.Ledger.Verification;

/// <summary>The events of a log as a verifier comes to know them: half a hash for a name, so that a million fit.</summary>
internal sealed class SeenIdentities(long expected) : IIdentities
{
    private readonly Dictionary<UInt128, (long Index, MerkleHash Hash)> seen = new((int)Math.Min(expected, 1 << 24));

    public void Add(EventEnvelope envelope, long index) =>
        seen[KeyOf(envelope.Source, envelope.Id)] = (index, envelope.PayloadHash);

    public bool TryFind(string source, string id, out long index, out MerkleHash payloadHash)
    {
        var isKnown = seen.TryGetValue(KeyOf(source, id), out var found);
        (index, payloadHash) = found;
        return isKnown;
    }

    private static UInt128 KeyOf(string source, string id)
    {
        // Neither can contain a control character, so the pair has one spelling.
        Span<byte> text = stackalloc byte[(2 * EventEnvelope.MaximumNameLength * 3) + 1];
        var length = Encoding.UTF8.GetBytes(source, text);
        text[length++] = 0;
        length += Encoding.UTF8.GetBytes(id, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
