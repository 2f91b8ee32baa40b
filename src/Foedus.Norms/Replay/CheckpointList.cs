using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// Checkpoints of the times that are no longer at hand. When there are too many, every other one of the older half goes:
/// their number is bounded, and recent times keep the denser ones.
/// </summary>
internal sealed class CheckpointList(State initial)
{
    private const int Most = 64;
    private readonly List<Checkpoint> checkpoints = [new Checkpoint(null, initial)];

    public void Add(Checkpoint checkpoint)
    {
        if (checkpoint.Boundary is null)
        {
            return;
        }
        checkpoints.Add(checkpoint);
        if (checkpoints.Count <= Most)
        {
            return;
        }
        for (var i = Most / 2; i > 0; i -= 2)
        {
            checkpoints.RemoveAt(i);
        }
    }

    /// <summary>The last checkpoint that does not contain the effect of the event; those after it no longer hold.</summary>
    public Checkpoint CutBefore(Event changed)
    {
        var last = checkpoints.Count - 1;
        while (last > 0 && checkpoints[last].Boundary is { } boundary && Event.CompareInTime(boundary, changed) > 0)
        {
            checkpoints.RemoveAt(last--);
        }
        return checkpoints[last];
    }
}
