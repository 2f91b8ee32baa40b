using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Tests;

/// <summary>What came of a run of the monitor.</summary>
/// <param name="Text">Everything it printed, and the error that ended it.</param>
/// <param name="Pending">What was undecided before the end of the log was told.</param>
/// <param name="Statistics">What was counted.</param>
/// <param name="IsSliced">Whether the log was evaluated in slices.</param>
/// <param name="Keys">For each predicate the argument by which it was divided, or -1.</param>
internal sealed record MonitorRun(
    string Text,
    IReadOnlyList<PendingVerdict> Pending,
    string Statistics,
    bool IsSliced,
    IReadOnlyList<int> Keys
);
