namespace Foedus.Temporal.Evaluation;

/// <summary>Whether something has happened that its owner waits for.</summary>
internal sealed class WakeFlag
{
    public bool IsSet { get; set; } = true;
}
