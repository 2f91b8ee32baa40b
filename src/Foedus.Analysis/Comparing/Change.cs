namespace Foedus.Analysis.Comparing;

/// <summary>One difference between two agreements.</summary>
/// <param name="What">The part that differs: "modality", "deadline", "duty", "party" …</param>
/// <param name="Words">A sentence part that says it, without the bearer's name.</param>
/// <param name="Old">The part as the old text has it, null where it has none.</param>
/// <param name="OldProvision">Where, by Akoma Ntoso id.</param>
public sealed record Change(
    Direction Direction,
    string What,
    string Words,
    string? Old,
    string? New,
    string? OldProvision,
    string? NewProvision
);
