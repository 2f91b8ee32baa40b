using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Foedus.Ledger.Notes;

/// <summary>cosignature/v1 of C2SP: a witness signs the checkpoint and the second at which it saw it.</summary>
public static class Cosignature
{
    /// <summary>Bytes of the time before the Ed25519 signature.</summary>
    public const int TimeLength = 8;

    /// <param name="checkpoint">The text of the checkpoint, with its last line end.</param>
    /// <param name="seconds">Since 1970, UTC.</param>
    public static byte[] MessageOf(string checkpoint, long seconds) =>
        Encoding.UTF8.GetBytes($"cosignature/v1\ntime {seconds.ToString(CultureInfo.InvariantCulture)}\n{checkpoint}");

    public static bool TryReadTime(ReadOnlySpan<byte> signature, out long seconds)
    {
        seconds = 0;
        if (signature.Length <= TimeLength)
        {
            return false;
        }
        seconds = BinaryPrimitives.ReadInt64BigEndian(signature);
        return seconds >= 0;
    }
}
