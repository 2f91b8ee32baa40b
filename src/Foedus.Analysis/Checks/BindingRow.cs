using System.Collections.Immutable;

namespace Foedus.Analysis.Checks;

/// <param name="IsOpen">The parties stand for those that the text does not name.</param>
/// <param name="MayLeave">Whether a notice of withdrawal, given at first, ends its participation.</param>
/// <param name="MayNeverLeave">Whether the text, or general treaty law, gives no right to leave at all.</param>
public sealed record BindingRow(
    ImmutableArray<string> Parties,
    bool IsOpen,
    bool MayLeave,
    bool MayNeverLeave,
    ImmutableArray<BindingCell> Cells
);
