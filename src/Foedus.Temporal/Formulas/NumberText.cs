using System.Globalization;

namespace Foedus.Temporal.Formulas;

/// <summary>Floats as C's <c>%g</c> prints them: so many significant digits, no trailing zeros.</summary>
internal static class NumberText
{
    public static string General(double value, int digits = 6)
    {
        if (double.IsNaN(value))
        {
            return double.IsNegative(value) ? "-nan" : "nan";
        }
        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        // Rounding decides the exponent: with six digits 999999.5 becomes 1e+06.
        var scientific = value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture);
        var mark = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(
            scientific.AsSpan(mark + 1),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture
        );
        if (exponent < -4 || exponent >= digits)
        {
            var mantissa = WithoutTrailingZeros(scientific[..mark]);
            var sign = exponent < 0 ? '-' : '+';
            return $"{mantissa}e{sign}{Math.Abs(exponent):00}";
        }
        return WithoutTrailingZeros(value.ToString("F" + (digits - 1 - exponent), CultureInfo.InvariantCulture));
    }

    private static string WithoutTrailingZeros(string digits) =>
        digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
