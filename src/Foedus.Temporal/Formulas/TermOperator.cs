namespace Foedus.Temporal.Formulas;

/// <summary>A function of terms.</summary>
public enum TermOperator
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Truncates towards zero for integers; an integer divided by 0 is 0.</summary>
    Divide,

    /// <summary>Has the sign of the dividend; an integer modulo 0 is the integer.</summary>
    Modulo,
    Negate,
    FloatToInteger,
    IntegerToFloat,
    IntegerToText,
    TextToInteger,
    FloatToText,
    TextToFloat,

    /// <summary>Of an instant in seconds since 1970, in UTC.</summary>
    DayOfMonth,

    /// <summary>Of an instant in seconds since 1970, in UTC.</summary>
    Month,

    /// <summary>Of an instant in seconds since 1970, in UTC.</summary>
    Year,

    /// <summary>Of an instant in seconds since 1970, in UTC, as <c>2026-01-31</c>.</summary>
    FormatDate,
}
