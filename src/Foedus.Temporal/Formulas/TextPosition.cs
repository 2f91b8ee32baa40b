namespace Foedus.Temporal.Formulas;

/// <summary>A place in a text. Line and column count from 1; the default value means "nowhere", as in a formula built in code.</summary>
/// <param name="Line">From 1; 0 for nowhere.</param>
/// <param name="Column">From 1, in bytes; 0 for nowhere.</param>
public readonly record struct TextPosition(int Line, int Column);
