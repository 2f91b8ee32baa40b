using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>The comparisons of the text.</summary>
internal static class Compared
{
    public static bool Is(decimal value, Comparison comparison, decimal with) =>
        comparison switch
        {
            Comparison.Less => value < with,
            Comparison.AtMost => value <= with,
            Comparison.Equal => value == with,
            Comparison.AtLeast => value >= with,
            _ => value > with,
        };
}
