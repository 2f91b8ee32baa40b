using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// The same machine in place, for one owner: as fast as memory allows, and frozen into a <see cref="State"/> at any moment
/// in constant time.
/// </summary>
public sealed class Run
{
    private Run(State state)
    {
        Machine = state.Machine;
        Now = state.Now;
    }

    /// <summary>A run that goes on from the state, which it does not change.</summary>
    public static Run From(State state) => new(state);

    public Machine Machine { get; }

    public long Now { get; }

    /// <summary>When something will happen by itself if no event comes first; UTC milliseconds, or null.</summary>
    public long? NextDeadline => throw new NotImplementedException();

    /// <summary>Lets time pass to the millisecond before the event, then applies it.</summary>
    public void Apply(Event @event, ITransitionSink sink, INoticeSink? notices = null) => throw new NotImplementedException();

    /// <summary>Lets time pass to and including <paramref name="t"/> (UTC milliseconds).</summary>
    public void Advance(long t, ITransitionSink sink) => throw new NotImplementedException();

    public State Freeze() => throw new NotImplementedException();
}
