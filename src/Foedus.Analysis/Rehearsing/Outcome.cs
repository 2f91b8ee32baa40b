using Foedus.Norms.Events;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What an actor does when it is its turn.</summary>
/// <param name="Vote"><see cref="Vote.None"/> for a duty.</param>
/// <param name="Delay">Milliseconds from when it was asked; −1: it does nothing.</param>
internal readonly record struct Outcome(Vote Vote, long Delay)
{
    public static Outcome Nothing { get; } = new(Vote.None, -1);

    public bool IsNothing => Delay < 0;

    /// <summary>A duty performed, a vote in favour.</summary>
    public bool IsGood => !IsNothing && Vote is Vote.None or Vote.Yes && Delay >= 0;
}
