namespace Foedus.Analysis.Rehearsing;

/// <summary>How much hangs on one party, or on one body with all its members.</summary>
/// <param name="BirnbaumLow">The lesser of Birnbaum's measures with every range at its worse and at its better end: how much likelier the promise is kept if this player is sure to do its best than if it is sure to do its worst.</param>
/// <param name="BirnbaumError">Half the width of the interval around it; 0 where it is exact.</param>
/// <param name="Shapley">Its part among all players.</param>
public sealed record Importance(
    string Name,
    double BirnbaumLow,
    double BirnbaumHigh,
    double BirnbaumError,
    double Shapley
);
