using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Merkle;

/// <summary>A SHA-256 hash of the tree of RFC 6962: of a leaf, or of two nodes.</summary>
public readonly record struct MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    public MerkleHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));
        }
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of the tree without leaves: the hash of nothing.</summary>
    public static MerkleHash OfNothing { get; } = new(SHA256.HashData([]));

    public static MerkleHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        var input = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        input[0] = 0;
        entry.CopyTo(input.AsSpan(1));
        Span<byte> result = stackalloc byte[Length];
        SHA256.HashData(input.AsSpan(0, entry.Length + 1), result);
        ArrayPool<byte>.Shared.Return(input);
        return new MerkleHash(result);
    }

    public static MerkleHash OfNodes(MerkleHash left, MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        Span<byte> result = stackalloc byte[Length];
        SHA256.HashData(input, result);
        return new MerkleHash(result);
    }

    public static bool TryFromBase64(ReadOnlySpan<char> text, [NotNullWhen(true)] out MerkleHash hash)
    {
        hash = default;
        if (!StrictBase64.TryDecode(text, out var bytes) || bytes.Length != Length)
        {
            return false;
        }
        hash = new MerkleHash(bytes);
        return true;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Base64 with padding, as checkpoints and proofs write it.</summary>
    public override string ToString() => StrictBase64.Encode(ToArray());
}
