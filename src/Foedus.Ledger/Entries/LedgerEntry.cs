using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Foedus.Ledger.Entries;

/// <summary>What one leaf of the tree hashes: kind (1 byte) ‖ recorded time (8 bytes, big-endian) ‖ JWS in ASCII.</summary>
/// <param name="RecordedTime">UTC milliseconds since 1970, by the sequencer's clock; never less than in the entry before.</param>
/// <param name="Jws">Exactly the characters that were received.</param>
public sealed record LedgerEntry(EntryKind Kind, long RecordedTime, string Jws)
{
    /// <summary>A bundle of tlog-tiles writes the length of an entry in 16 bits.</summary>
    public const int MaximumLength = ushort.MaxValue;

    private const int HeadLength = 9;

    /// <summary>The longest JWS that an entry can hold.</summary>
    public const int MaximumJwsLength = MaximumLength - HeadLength;

    public byte[] ToBytes()
    {
        var bytes = new byte[HeadLength + Jws.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), RecordedTime);
        Encoding.ASCII.GetBytes(Jws, bytes.AsSpan(HeadLength));
        return bytes;
    }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out LedgerEntry? entry,
        [NotNullWhen(false)] out string? why
    )
    {
        entry = null;
        why = null;
        if (bytes.Length is <= HeadLength or > MaximumLength)
        {
            why = "an entry has more than 9 and at most 65535 bytes";
        }
        else if (bytes[0] is < (byte)EntryKind.Event or > (byte)EntryKind.Digest)
        {
            why = $"there is no entry of kind {bytes[0]}";
        }
        else if (BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) is var time && time is < 0 or > EventTimes.Latest)
        {
            why = "the recorded time lies outside the years 1970 to 2199";
        }
        else if (!Ascii.IsValid(bytes[HeadLength..]))
        {
            why = "the signed part is not ASCII";
        }
        else
        {
            entry = new LedgerEntry((EntryKind)bytes[0], time, Encoding.ASCII.GetString(bytes[HeadLength..]));
            return true;
        }
        return false;
    }
}
