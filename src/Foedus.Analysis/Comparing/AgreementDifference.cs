using System.Collections.Immutable;

namespace Foedus.Analysis.Comparing;

/// <summary>What one agreement obliges to that another does not.</summary>
/// <param name="Parties">Those for whom something changes.</param>
/// <param name="Unchanged">Parties and bodies for whom nothing does.</param>
/// <param name="Rules">Changes of the agreement itself: definitions, decisions, participation.</param>
public sealed record AgreementDifference(
    string OldId,
    string NewId,
    ImmutableArray<PartyDifference> Parties,
    ImmutableArray<string> Unchanged,
    ImmutableArray<Change> Rules
)
{
    public bool IsEmpty => Parties.IsEmpty && Rules.IsEmpty;
}
