namespace Foedus.Temporal.Slicing;

/// <summary>A verdict of a slice that waits for those of the others.</summary>
internal readonly record struct BufferedVerdict(
    VerdictPlace Place,
    long Stamp,
    long KnownAfter,
    int FirstRow,
    int Count,
    bool Repeats
)
{
    public int Formula => Place.Formula;
}
