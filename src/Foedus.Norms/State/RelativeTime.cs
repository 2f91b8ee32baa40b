namespace Foedus.Norms;

/// <summary>Times as a state compares them: relative to its own now; the past beyond recall and the never stay themselves.</summary>
internal static class RelativeTime
{
    public static long Of(long time, long now) =>
        time is long.MaxValue or long.MinValue || now is long.MinValue ? time : time - now;
}
