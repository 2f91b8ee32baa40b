namespace Foedus.Analysis.Rehearsing;

/// <param name="Delay">Milliseconds after the duty arose, or the stage of the decision opened.</param>
/// <param name="Share">Of those who act at all; the shares of one conduct add up to 1.</param>
public sealed record DelayShare(long Delay, double Share);
