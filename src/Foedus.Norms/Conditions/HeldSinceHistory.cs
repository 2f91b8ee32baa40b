namespace Foedus.Norms.Conditions;

/// <summary>The sampled condition has been true at every moment since the latest anchor.</summary>
internal sealed class HeldSinceHistory : IHistoryCondition
{
    public HistoryState Initial => HistoryState.Empty;

    public HistoryState Observe(HistoryState state, long at, string group) => state;

    public HistoryState Anchor(HistoryState state, long at, bool sampleHolds) =>
        state.Holds == sampleHolds ? state : state with { Holds = sampleHolds };

    public HistoryState Sample(HistoryState state, long at, bool holds) =>
        state.Holds && !holds ? state with { Holds = false } : state;

    public bool Holds(HistoryState state, long now, long lifeStart) => state.Holds;

    public long NextChange(HistoryState state, long now, long lifeStart) => long.MaxValue;
}
