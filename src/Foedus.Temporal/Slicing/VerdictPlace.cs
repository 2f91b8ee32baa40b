namespace Foedus.Temporal.Slicing;

/// <summary>Where a verdict stands in the order of a run, or where a run has failed.</summary>
/// <param name="Step">How many time points and clock lines there were before it was determined; 0 where verdicts of one formula are not interleaved with others.</param>
/// <param name="Formula">Its position among the formulas of the run.</param>
/// <param name="TimePoint">From 0.</param>
internal readonly record struct VerdictPlace(long Step, int Formula, long TimePoint)
{
    public bool IsBefore(VerdictPlace other) =>
        Step != other.Step ? Step < other.Step
        : Formula != other.Formula ? Formula < other.Formula
        : TimePoint < other.TimePoint;
}
