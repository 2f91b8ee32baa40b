namespace Foedus.Analysis.Rehearsing;

/// <summary>One open norm or stage of a decision that waits for one actor.</summary>
/// <param name="Key">Which norm or stage.</param>
/// <param name="Alike">The same without the actor's name: asks that differ in nothing else are alike.</param>
/// <param name="Opened">UTC milliseconds.</param>
internal sealed record Ask(string Key, string Alike, long Opened, Variable Variable);
