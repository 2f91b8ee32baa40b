using System.Collections.Immutable;
using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Witnessing;

/// <param name="IsEnough">Whether the policy's quorum cosigned.</param>
/// <param name="LargestSizeSeen">The largest size any witness says it knows: larger than the log's means that the log was rolled back.</param>
/// <param name="Faults">One for each witness that did not cosign.</param>
public sealed record WitnessedCheckpoint(
    SignedNote Note,
    bool IsEnough,
    long LargestSizeSeen,
    ImmutableArray<string> Faults
);
