namespace Foedus.Temporal.Conditions;

/// <summary>
/// How an interval's bound is laid on the line of time. Elapsed time adds; a calendar may make a bound that stands for
/// "one month" longer or shorter by where it begins. It must never put a later instant before an earlier one by more than
/// the bound itself.
/// </summary>
public interface ITimeMeasure
{
    /// <summary>The last stamp whose distance from <paramref name="stamp"/> is within the bound.</summary>
    long After(long stamp, long bound);
}
