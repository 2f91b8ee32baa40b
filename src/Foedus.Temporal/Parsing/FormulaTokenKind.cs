namespace Foedus.Temporal.Parsing;

internal enum FormulaTokenKind
{
    End,
    Identifier,
    Keyword,
    Integer,
    Float,
    Text,

    /// <summary>An integer with a unit of time, as in 30d.</summary>
    Duration,
    Underscore,

    /// <summary>Punctuation or an operator; the text tells which.</summary>
    Symbol,
}
