using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Slicing;

/// <summary>
/// How long an event is expected to take on two cores, in looks into a hash table: with one thread that evaluates beside
/// one that parses, and with slices. A function of the plan and of the log so far, and of nothing that differs from
/// run to run.
/// </summary>
/// <param name="Whole">The evaluating thread is the slower one, or both wait for the parser.</param>
/// <param name="Sliced">Two cores share what parsing and all slices do.</param>
internal readonly record struct SliceTime(double Whole, double Sliced)
{
    // What the stages cost beside looks, fitted to runs of policies that differ in their looks only.
    private const double BytesParsedPerLook = 15;
    private const double ToHandOver = 0.5;
    private const double ToTakeOver = 1.5;
    private const double ToDivideAndMerge = 4;
    private const int Cores = 2;

    /// <summary>The expectation for the rest of a log from what a monitor has seen of it.</summary>
    /// <param name="plan">How it would be divided.</param>
    /// <param name="whole">The monitor so far.</param>
    /// <param name="events">How many events of predicates some formula looks at it has taken in.</param>
    /// <param name="bytesPerEvent">How many bytes of the log there are for each.</param>
    public static SliceTime Of(SlicePlan plan, TemporalMonitor whole, long events, double bytesPerEvent)
    {
        var keyed = new HashSet<EventLog>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < plan.Keys.Count; i++)
        {
            if (plan.Keys[i] != SlicePlan.NoKey)
            {
                keyed.UnionWith(whole.Inputs[i].Logs);
            }
        }
        return Expect(
            bytesPerEvent / BytesParsedPerLook,
            whole.Work.Looks(whole.Timeline, _ => true) / Math.Max(1, events),
            whole.Work.Looks(whole.Timeline, logs => logs.All(keyed.Contains)) / Math.Max(1, events),
            plan.Slices
        );
    }

    /// <summary>The expectation from the looks that each stage costs for an event.</summary>
    /// <param name="parsing">For reading it.</param>
    /// <param name="evaluation">For everything it causes in one run.</param>
    /// <param name="divided">The part of it that one slice does alone; every slice does the rest.</param>
    /// <param name="slices">How many.</param>
    public static SliceTime Expect(double parsing, double evaluation, double divided, int slices)
    {
        var evaluatedBySlices = divided + slices * (evaluation - divided);
        return new SliceTime(
            Math.Max(parsing + ToHandOver, evaluation + ToTakeOver),
            Math.Max(parsing + ToHandOver, (parsing + evaluatedBySlices + ToDivideAndMerge) / Cores)
        );
    }
}
