using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>What a name in a vote, an announcement or an exercise of power may mean.</summary>
/// <param name="Decision">A decision, or −1.</param>
/// <param name="Powers">Clauses that are powers.</param>
internal sealed record VoteTarget(int Decision, ImmutableArray<int> Powers);
