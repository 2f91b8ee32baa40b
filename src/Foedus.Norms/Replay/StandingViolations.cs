namespace Foedus.Norms.Replay;

/// <summary>The violations of one instance that stays active after each of them; a repair ends the earliest.</summary>
internal sealed class StandingViolations
{
    private readonly List<Transition> begins = [];
    private int ends;

    public bool IsEmpty => begins.Count == 0 && ends == 0;

    public void CountBegin(in Transition transition, int change)
    {
        if (change > 0)
        {
            begins.Add(transition);
            return;
        }
        var at = transition.At;
        var index = begins.FindIndex(begin => begin.At == at);
        if (index >= 0)
        {
            begins.RemoveAt(index);
        }
    }

    public void CountEnd(int change) => ends += change;

    public IEnumerable<Transition> Open() => begins.OrderBy(begin => begin.At).Skip(ends);
}
