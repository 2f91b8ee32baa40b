namespace Foedus.Norms;

/// <summary>A decision that is being taken.</summary>
/// <param name="Stage">From 1.</param>
/// <param name="Opened">When the stage opened; UTC milliseconds.</param>
/// <param name="Until">When its time is up, if it has a limit; UTC milliseconds.</param>
public readonly record struct OpenDecision(
    int Decision,
    string Instance,
    int Stage,
    long Opened,
    long? Until,
    Cause? Cause
);
