using Foedus.Norms.Replay;

namespace Foedus.Norms.Scenarios;

/// <summary>Writes how scenarios came out, for people.</summary>
public static class TestTextWriter
{
    public static void Write(TestReport report, TextWriter output)
    {
        output.Write($"{report.Agreement}\n");
        foreach (var scenario in report.Scenarios)
        {
            output.Write($"  {(scenario.Passed ? "passed" : "FAILED")}  {scenario.Name}\n");
            foreach (var failure in scenario.Failures)
            {
                output.Write($"          {failure.Span.File}:{failure.Span.Line}: {failure.Words}\n");
                output.Write($"          expected  {failure.Expected}\n");
                output.Write($"          but       {failure.Actual}\n");
                if (failure.Reader is not null)
                {
                    output.Write($"          under the reading of {failure.Reader}\n");
                }
            }
        }
        output.Write($"  {report.Passed} passed, {report.Failed} failed\n");
        WriteCoverage(report, output);
    }

    private static void WriteCoverage(TestReport report, TextWriter output)
    {
        var decided = report.Coverage.Count(clause => clause.IsDecided);
        output.Write($"  clause coverage {report.CoveragePercent} % ({decided} of {report.Coverage.Length})\n");
        if (report.Coverage.IsEmpty)
        {
            return;
        }
        var width = report.Coverage.Max(clause => ProvisionReference.Of(clause.Clause).Length);
        foreach (var clause in report.Coverage)
        {
            var words = new List<string>();
            AddIf(words, clause.Activated, "activated");
            AddIf(words, clause.Performed, "performed");
            AddIf(words, clause.Breached, "breached");
            AddIf(words, !clause.IsDecided, clause.Activated ? "never decided" : "never activated");
            output.Write($"    {ProvisionReference.Of(clause.Clause).PadRight(width)}  {string.Join(", ", words)}\n");
        }
    }

    private static void AddIf(List<string> words, bool isTrue, string word)
    {
        if (isTrue)
        {
            words.Add(word);
        }
    }
}
