namespace Foedus.Analysis.Inputs;

/// <summary>One fault of an input file.</summary>
/// <param name="Place">The file, with the line where there is one: "events.csv, line 17".</param>
/// <param name="What">What is wrong there.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record InputProblem(string Place, string What, string Remedy)
{
    public override string ToString() => $"{Place}: {What} {Remedy}";
}
