namespace Foedus.Analysis.Backtesting;

/// <summary>Where the truces are listed, and which columns say what. Columns may be null except id, name and start.</summary>
/// <param name="File">Relative to the mapping file.</param>
/// <param name="General">Which truces are general: one ends where the next general one begins, if its own end is open. Null: all.</param>
/// <param name="StartUnclear">Which starts the sources leave open.</param>
/// <param name="EndUnclear">Which ends the sources leave open.</param>
public sealed record TruceMapping(
    string File,
    char Delimiter,
    string Id,
    string Name,
    string Start,
    string? End,
    string? Scope,
    string? DeclaredBy,
    string? Certainty,
    string? Source,
    CellCondition? General,
    CellCondition? StartUnclear,
    CellCondition? EndUnclear
);
