using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>Which batches of a stream lie in the window of ONCE or EVENTUALLY at a time point.</summary>
internal sealed class WindowBounds(EventStream source, bool future, Interval interval)
{
    // A window that starts at the current time point starts there even among equal stamps, so it is measured in time points.
    private readonly bool _momentsAreTimePoints = future && interval.Low == 0;

    public EventStream Source => source;

    /// <summary>Whether a batch leaves the window again.</summary>
    public bool Forgets { get; } = future || interval.IsBounded;

    /// <summary>The moments by which a batch is kept: from the low one on. Up to the high stamp, and the last time point, it is taken in.</summary>
    public void At(long timePoint, long stamp, out long low, out long high, out long lastTimePoint)
    {
        if (future)
        {
            low = _momentsAreTimePoints ? timePoint : stamp + interval.Low;
            high = stamp + interval.High;
            lastTimePoint = long.MaxValue;
        }
        else
        {
            low = interval.IsBounded ? stamp - interval.High : long.MinValue;
            high = stamp - interval.Low;
            lastTimePoint = timePoint;
        }
    }

    /// <summary>The moment of the current batch.</summary>
    public long MomentOf(EventStream batch) => _momentsAreTimePoints ? batch.TimePoint : batch.Stamp;
}
