using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>A token of the formula language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The characters, without quotes for a text.</param>
/// <param name="At">Where it starts.</param>
internal readonly record struct FormulaToken(FormulaTokenKind Kind, string Text, TextPosition At);
