namespace Foedus.Analysis.Rehearsing;

/// <summary>The rehearsal asks what the plan does not say; the user is told as of any other fault of the plan.</summary>
internal sealed class PlanGapException(string what, string remedy) : Exception(what)
{
    public string Remedy { get; } = remedy;
}
