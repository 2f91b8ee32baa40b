using System.Collections.Immutable;

namespace Foedus.Analysis.Exploring;

/// <summary>A course in which a promise is not kept.</summary>
/// <param name="IsLate">Those who comply acted at the last moment that is in time.</param>
internal sealed record Failure(Play Play, ImmutableHashSet<string> Coalition, Conduct Conduct, bool IsLate);
