using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>An instance of a norm or power that is still in the state.</summary>
/// <param name="NormState">Active, Violated, Suspended or (for what is not closed by an excuse) Excused; for a power Dormant.</param>
/// <param name="PowerState">Enabled for a power, otherwise Dormant.</param>
/// <param name="Since">When it was opened; UTC milliseconds.</param>
/// <param name="Until">Its deadline, if it has one; UTC milliseconds.</param>
public readonly record struct OpenInstance(
    int Clause,
    string Instance,
    Bearers Bearer,
    int CounterParty,
    int Violator,
    NormState NormState,
    PowerState PowerState,
    long Since,
    long? Until,
    Cause? Cause
);
