namespace Foedus.Analysis.Backtesting;

/// <summary>What a mapping can ask of a cell. Text is compared ordinally.</summary>
public enum CellTest
{
    Is,
    IsNot,
    StartsWith,
    Contains,
    AtMost,
    AtLeast,
    Empty,
    NotEmpty,
}
