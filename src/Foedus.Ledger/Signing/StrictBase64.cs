using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Foedus.Ledger.Signing;

/// <summary>
/// Base64 that has one spelling for each sequence of bytes. The library skips white space, takes padding where there
/// should be none and ignores stray bits; here the decoded bytes are encoded again and compared.
/// </summary>
public static class StrictBase64
{
    /// <summary>base64url without padding (RFC 7515).</summary>
    public static bool TryDecodeUrl(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        try
        {
            if (!Base64Url.TryDecodeFromChars(text, buffer, out var length))
            {
                return false;
            }
            buffer = buffer.Length == length ? buffer : buffer[..length];
        }
        catch (FormatException)
        {
            return false;
        }
        if (!Base64Url.EncodeToString(buffer).AsSpan().SequenceEqual(text))
        {
            return false;
        }
        bytes = buffer;
        return true;
    }

    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Base64 with padding (RFC 4648, section 4), as signed notes write it.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(text, buffer, out var length))
        {
            return false;
        }
        buffer = buffer[..length];
        if (!Convert.ToBase64String(buffer).AsSpan().SequenceEqual(text))
        {
            return false;
        }
        bytes = buffer;
        return true;
    }

    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes);
}
