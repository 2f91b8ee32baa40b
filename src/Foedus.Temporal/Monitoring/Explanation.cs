namespace Foedus.Temporal.Monitoring;

/// <summary>Why a verdict holds for one tuple.</summary>
/// <param name="Events">Events that suffice, none of which can be left out, in the order of the log.</param>
/// <param name="Path">How the formula holds, one line for each part of it, indented by its depth.</param>
public sealed record Explanation(IReadOnlyList<ExplainedEvent> Events, IReadOnlyList<string> Path);
