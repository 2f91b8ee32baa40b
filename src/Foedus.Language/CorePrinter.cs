using Foedus.Language.Core;

namespace Foedus.Language;

/// <summary>Prints the typed core in a compact code-like form; two agreements mean the same iff they print the same.</summary>
public static class CorePrinter
{
    public static string Print(Agreement agreement) => new Printing.CoreWriter(agreement).Write();
}
