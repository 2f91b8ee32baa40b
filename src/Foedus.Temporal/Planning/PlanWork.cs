using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Planning;

/// <summary>
/// What evaluation costs, estimated from the plan and from how many tuples its streams have had: for each tuple that
/// reaches an operator the looks into hash tables that follow. What else is done for an event is about the same in all
/// plans. The unit is a look into a table that lies in the nearest caches.
/// </summary>
internal sealed class PlanWork
{
    // Rows of tables beyond which part of the looks wait for memory, and what each doubling adds: fitted to runs with
    // ten thousand to a million rows.
    private const double NearRows = 16 * 1024;
    private const double LooksPerDoubling = 0.5;
    private const double MostPerLook = 4;

    // How much longer than what has been seen a log is taken to be, where what comes stays for good.
    private const double MoreToCome = 8;

    private readonly List<Step> _steps = [];

    /// <summary>Says that each tuple of an operator costs looks into the tables of another, or into small ones.</summary>
    public void Add(Flow from, double looks, Operator? into = null) => _steps.Add(new Step(from, looks, into));

    /// <summary>The looks for all tuples so far, as they will be once the windows are full.</summary>
    /// <param name="timeline">How much time they took.</param>
    /// <param name="counts">Which tuples count: by the logs they come from.</param>
    public double Looks(Timeline timeline, Func<IReadOnlyList<EventLog>, bool> counts)
    {
        var span = Math.Max(1, timeline.Clock - timeline.FirstStamp);
        var looks = 0.0;
        foreach (var step in _steps)
        {
            if (counts(step.From.Logs))
            {
                looks += step.From.Tuples * step.Looks * CostOfLook(step.Into, span);
            }
        }
        return looks;
    }

    private static double CostOfLook(Operator? into, long span)
    {
        if (into is null)
        {
            return 1;
        }
        var times = into.Keeps is { } keeps ? (double)keeps / span : MoreToCome;
        var rows = into.Flow.Tuples * times;
        return rows <= NearRows ? 1 : Math.Min(MostPerLook, 1 + LooksPerDoubling * Math.Log2(rows / NearRows));
    }

    private readonly record struct Step(Flow From, double Looks, Operator? Into);
}
