using System.Collections.Immutable;

namespace Foedus.Analysis.Rehearsing;

/// <summary>How likely an elector votes for and against, and how soon; otherwise it is silent.</summary>
public sealed record VoteConduct(Chance Yes, Chance No, ImmutableArray<DelayShare> After);
