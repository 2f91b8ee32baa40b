namespace Foedus.Temporal.Evaluation;

/// <summary>The first time point whose stamp its owner may still ask for.</summary>
internal sealed class TimelineCursor
{
    public long Position { get; set; }
}
