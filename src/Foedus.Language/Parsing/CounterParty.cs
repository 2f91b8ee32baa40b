using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>Toward whom an act is owed.</summary>
/// <param name="Quantifier">One, Each (one instance a counter-party) or AnyOf (one act toward any of them suffices).</param>
internal sealed record CounterParty(ActorSet Set, Quantifier Quantifier, int First, int Last);
