using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>A token of the formula language.</summary>
/// <remarks>A class, since code for collections of own value types is not compiled ahead and would cost at start-up.</remarks>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The characters, without quotes for a text.</param>
/// <param name="At">Where it starts.</param>
internal sealed record FormulaToken(FormulaTokenKind Kind, string Text, TextPosition At);
