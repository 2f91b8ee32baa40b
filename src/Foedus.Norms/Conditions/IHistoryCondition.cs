namespace Foedus.Norms.Conditions;

/// <summary>
/// A condition over history, compiled: the one door through which the machine asks about the past. What it remembers is
/// an immutable value that belongs to the machine's state, so that a state can be frozen, compared and resumed.
/// </summary>
internal interface IHistoryCondition
{
    HistoryState Initial { get; }

    /// <summary>An occasion of what is counted happened.</summary>
    /// <param name="group">Value of the attribute by which occasions are counted apart, or empty.</param>
    HistoryState Observe(HistoryState state, long at, string group);

    /// <summary>The anchor of a "since" happened. It comes before an occasion of the same event.</summary>
    /// <param name="sampleHolds">Whether the sampled condition is true at that moment.</param>
    HistoryState Anchor(HistoryState state, long at, bool sampleHolds);

    /// <summary>The sampled condition is now true or false.</summary>
    HistoryState Sample(HistoryState state, long at, bool holds);

    /// <param name="lifeStart">When the agreement entered into force; <see cref="long.MaxValue"/> if it has not.</param>
    bool Holds(HistoryState state, long now, long lifeStart);

    /// <summary>When its truth may change though nothing happens; <see cref="long.MaxValue"/> if it cannot.</summary>
    long NextChange(HistoryState state, long now, long lifeStart);
}
