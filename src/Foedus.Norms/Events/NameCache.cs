using System.Text;
using System.Text.Unicode;

namespace Foedus.Norms.Events;

/// <summary>
/// Gives the same string for the same bytes most of the time, so that the few names of an agreement are not allocated
/// anew on each of a million lines. A name that falls on the slot of another replaces it: memory stays the same however
/// many names a file holds.
/// </summary>
internal sealed class NameCache
{
    private const int SlotCount = 1 << 14;

    /// <summary>Longer texts are remarks rather than names.</summary>
    private const int LongestName = 128;

    private readonly string?[] slots = new string?[SlotCount];

    /// <param name="utf8">Well-formed UTF-8, without JSON escapes.</param>
    public string NameOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
        {
            return Encoding.UTF8.GetString(utf8);
        }
        ref var slot = ref slots[(int)(ByteHash.Of(utf8) & (SlotCount - 1))];
        if (slot is not null && Equal(utf8, slot))
        {
            return slot;
        }
        return slot = Encoding.UTF8.GetString(utf8);
    }

    private static bool Equal(ReadOnlySpan<byte> utf8, string name)
    {
        if (utf8.Length == name.Length && Ascii.Equals(utf8, name))
        {
            return true;
        }
        Span<char> characters = stackalloc char[LongestName];
        return Utf8.ToUtf16(utf8, characters, out _, out var length) == System.Buffers.OperationStatus.Done
            && characters[..length].SequenceEqual(name);
    }
}
