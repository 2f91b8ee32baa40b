namespace Foedus.Temporal.Formulas;

/// <summary>A comparison of two terms of one type.</summary>
public enum RelationOperator
{
    Equal,
    Less,
    LessOrEqual,

    /// <summary>The left text occurs in the right one.</summary>
    Substring,
}
