namespace Foedus.Analysis.Tests.Soundness.Trying;

/// <summary>The verdicts of the checks, by code or by name, that a test holds against an oracle which tries everything.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleForAttribute(params string[] verdicts) : Attribute
{
    public IReadOnlyList<string> Verdicts => verdicts;
}
