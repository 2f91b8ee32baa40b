using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Foedus.Ledger.Signing;

/// <summary>
/// Base64 that has one spelling for each sequence of bytes. The library skips white space, takes padding where there
/// should be none and ignores stray bits; here none of these is taken.
/// </summary>
public static class StrictBase64
{
    private static readonly SearchValues<char> UrlAlphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    /// <summary>base64url without padding (RFC 7515).</summary>
    public static bool TryDecodeUrl(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        // Only letters of the alphabet, no length that no bytes have, and no bit set behind the last byte: there is then no
        // other spelling of the same bytes.
        if (text.IndexOfAnyExcept(UrlAlphabet) >= 0 || text.Length % 4 == 1)
        {
            return false;
        }
        var buffer = new byte[(text.Length / 4 * 3) + Math.Max(0, (text.Length % 4) - 1)];
        if (
            Base64Url.DecodeFromChars(text, buffer, out _, out var written) != OperationStatus.Done
            || written != buffer.Length
        )
        {
            return false;
        }
        if (text.Length % 4 > 0 && Base64Url.EncodeToString(buffer.AsSpan(buffer.Length / 3 * 3))[^1] != text[^1])
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
