namespace Foedus.Temporal.Conditions;

/// <summary>The measure of the logic itself: a distance is the difference of two stamps.</summary>
public sealed class ElapsedTime : ITimeMeasure
{
    private ElapsedTime() { }

    public static ElapsedTime Measure { get; } = new();

    public long After(long stamp, long bound) => stamp > long.MaxValue - bound ? long.MaxValue : stamp + bound;
}
