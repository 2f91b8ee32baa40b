using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>A rehearsal of all promises of an agreement.</summary>
/// <param name="Parties">All who take part.</param>
/// <param name="Given">What was taken for granted, a line each: the plan in words.</param>
/// <param name="Sources">Of the published rates that the plan uses.</param>
/// <param name="Limits">What the rehearsal does not know.</param>
public sealed record StressReport(
    string Id,
    string Title,
    StressPlan Plan,
    ImmutableArray<string> Parties,
    ImmutableArray<PromiseRehearsal> Promises,
    ImmutableArray<string> Given,
    ImmutableArray<string> Sources,
    ImmutableArray<string> Limits
);
