using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Foedus.Temporal.Parsing;

/// <summary>The bytes of which names and bare fields of a log consist: letters, digits and <c>_ [ ] / : - . !</c>.</summary>
internal static class FieldBytes
{
    private static readonly bool[] Table = MakeTable();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(byte b) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Table), (nint)b);

    private static bool[] MakeTable()
    {
        var table = new bool[256];
        for (var b = 0; b < table.Length; b++)
        {
            table[b] = char.IsAsciiLetterOrDigit((char)b) || "_[]/:-.!".Contains((char)b, StringComparison.Ordinal);
        }
        return table;
    }
}
