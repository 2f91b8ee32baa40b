namespace Foedus.Temporal.Formulas;

/// <summary>The type of a predicate's argument and of a variable.</summary>
public enum ColumnType
{
    /// <summary>A 64-bit signed integer.</summary>
    Integer,

    /// <summary>An IEEE 754 double. Minus zero equals zero; not-a-number equals itself and is below every other number.</summary>
    Float,

    /// <summary>A byte string, compared byte by byte.</summary>
    Text,
}
