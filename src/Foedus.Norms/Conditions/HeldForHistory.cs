using Foedus.Language.Core;
using Foedus.Norms.Time;

namespace Foedus.Norms.Conditions;

/// <summary>The sampled condition has been true without interruption for a length that ends now.</summary>
internal sealed class HeldForHistory(HeldFor condition, TreatyCalendar calendar) : IHistoryCondition
{
    public HistoryState Initial => HistoryState.Empty;

    public HistoryState Observe(HistoryState state, long at, string group) => state;

    public HistoryState Anchor(HistoryState state, long at, bool sampleHolds) => state;

    public HistoryState Sample(HistoryState state, long at, bool holds)
    {
        if (!holds)
        {
            return state.Since == long.MinValue ? state : state with { Since = long.MinValue };
        }
        return state.Since == long.MinValue ? state with { Since = at } : state;
    }

    public bool Holds(HistoryState state, long now, long lifeStart) =>
        state.Since != long.MinValue && calendar.Add(state.Since, condition.Length) <= now;

    public long NextChange(HistoryState state, long now, long lifeStart)
    {
        if (state.Since == long.MinValue)
        {
            return long.MaxValue;
        }
        var reached = calendar.Add(state.Since, condition.Length);
        return reached > now ? reached : long.MaxValue;
    }
}
