using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>How likely a party does what it owes, and how soon.</summary>
public sealed record DutyConduct(Chance Honoured, ImmutableArray<DelayShare> After);
