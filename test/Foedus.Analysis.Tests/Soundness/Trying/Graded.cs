namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>What a report says without a code: lines, grades and tables.</summary>
internal static class Graded
{
    public const string Precision = "concrete: grades P0 to P4";
    public const string Floor = "concrete: content floor";
    public const string OpenPoints = "still open";
    public const string Obligation = "binding: grades O0 to O4";
    public const string EntrySets = "binding: who brings it into force, who blocks it";
    public const string Matrix = "who is bound, and when";
    public const string Compliance = "effective: kept if all comply";
    public const string Resilience = "effective: resilient(k)";
    public const string Worst = "effective: at worst";
    public const string Answerable = "effective: answerable";
    public const string Observable = "effective: observable";
    public const string OneRefusal = "effective: one refusal blocks";
}
