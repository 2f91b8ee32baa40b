using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Foedus.Ledger.Signing;

/// <summary>
/// Headers that were read and found good, by their exact characters: all messages of one key and kind have the same. Only
/// the length of the work depends on it, never an answer.
/// </summary>
internal static class HeaderCache
{
    /// <summary>More keys than a log has; beyond, headers are read each time.</summary>
    private const int Most = 4096;

    private static readonly ConcurrentDictionary<string, JwsHeader> Known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, JwsHeader>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryRead(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out JwsHeader? header,
        [NotNullWhen(false)] out string? why
    )
    {
        why = null;
        if (Lookup.TryGetValue(text, out header))
        {
            return true;
        }
        if (!StrictBase64.TryDecodeUrl(text, out var bytes))
        {
            why = "a part is not base64url in its only spelling: no padding, white space or stray bits";
            return false;
        }
        if (!JwsHeader.TryParse(bytes, out header, out why))
        {
            return false;
        }
        if (text.Length <= 1024 && Known.Count < Most)
        {
            Known.TryAdd(text.ToString(), header);
        }
        return true;
    }
}
