using System.Collections.Immutable;

namespace Foedus.Analysis.Comparing;

/// <summary>What changes for one party or body.</summary>
/// <param name="Name">As it stands in a sentence: "the United States".</param>
public sealed record PartyDifference(string Name, ImmutableArray<Change> Changes)
{
    public bool OwesLess => Changes.Any(change => change.Direction == Direction.Less);

    public bool OwesMore => Changes.Any(change => change.Direction == Direction.More);

    public string Verdict =>
        (OwesMore, OwesLess) switch
        {
            (true, true) => "owes more in some respects and less in others",
            (true, false) => "owes more",
            (false, true) => "owes less",
            _ => "owes the same otherwise",
        };
}
