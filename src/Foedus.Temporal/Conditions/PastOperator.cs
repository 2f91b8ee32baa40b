namespace Foedus.Temporal.Conditions;

/// <summary>
/// <c>guards SINCE_I event AND body</c>: what it remembers is decided when the event happens, forgotten when a guard's
/// event does, and read off the clock in between.
/// </summary>
internal abstract class PastOperator(int slot, int[] guards, int occurs, TruthNode? body)
{
    /// <summary>Its place in the state. An operator within the body has a smaller one.</summary>
    public int Slot => slot;

    public abstract OperatorState Initial { get; }

    public abstract bool Holds(OperatorState state, long now);

    /// <summary>The first instant after <paramref name="now"/> at which its truth may change; <see cref="long.MaxValue"/> if none.</summary>
    public abstract long NextChange(OperatorState state, long now);

    /// <summary>The state after the time point; <paramref name="inner"/> is already that of operators with smaller slots.</summary>
    public OperatorState Step(OperatorState state, PastConditionState inner, long at, ReadOnlySpan<PointEvent> events)
    {
        foreach (var happened in events)
        {
            if (Array.IndexOf(guards, happened.Predicate) >= 0)
            {
                state = Initial;
                break;
            }
        }
        var allows = body is null;
        var isAsked = allows;
        foreach (var happened in events)
        {
            if (happened.Predicate != occurs)
            {
                continue;
            }
            if (!isAsked)
            {
                allows = body is null || body.Holds(inner, at);
                isAsked = true;
            }
            if (!allows)
            {
                break;
            }
            state = Add(state, at, happened.Group);
        }
        return state;
    }

    protected abstract OperatorState Add(OperatorState state, long at, string group);
}
