using Foedus.Temporal.Conditions;

namespace Foedus.Norms.Conditions;

/// <summary>Sees what the machine tells its conditions over history.</summary>
internal interface IHistoryObserver
{
    /// <param name="history">Number of the condition in the plan.</param>
    void Told(long at, int history, in PointEvent told);
}
