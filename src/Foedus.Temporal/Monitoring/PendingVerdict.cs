namespace Foedus.Temporal.Monitoring;

/// <summary>A time point at which a formula is not decided yet.</summary>
/// <param name="FormulaIndex">The formula's position in the monitor.</param>
/// <param name="TimePoint">From 0.</param>
/// <param name="Stamp">The time point's stamp.</param>
/// <param name="KnownAfter">The last instant at which an event can still change the verdict.</param>
public readonly record struct PendingVerdict(int FormulaIndex, long TimePoint, long Stamp, long KnownAfter);
