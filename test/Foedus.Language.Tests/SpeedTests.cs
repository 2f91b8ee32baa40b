using System.Diagnostics;
using System.Text;

namespace Foedus.Language.Tests;

/// <summary>What a compile costs. Allocation gates; time is reported only, for machines differ.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Clauses = 200;

    /// <summary>Bytes a clause may cost, with its tree, its core and its share of the passes.</summary>
    private const long MostBytesAClause = 60_000;

    [Fact]
    public void Two_hundred_clauses_cost_little()
    {
        var text = new StringBuilder(Diagnostics.DiagnosticExample.Prelude).Append(
            "\n## Article 2 (Duties)\n\n```foedus\n"
        );
        for (var i = 1; i <= Clauses; i++)
        {
            text.Append(i)
                .Append(
                    ". Upon an armed attack on Ukraine, if at least 3 incidents with at least 10 deaths have occurred in the last 30 days, each Guarantor that is or becomes in force shall provide Ukraine at least one military or legal measure from its package within "
                )
                .Append(i)
                .Append(" hours, at the latest by 1 May 2026.\n");
        }
        var source = text.Append("```\n").ToString();
        Assert.Equal(Clauses, Compiled.Good(Compiled.From(source)).Clauses.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        const int Rounds = 5;
        for (var i = 0; i < Rounds; i++)
        {
            _ = Compiled.From(source);
        }
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        output.WriteLine($"{clock.Elapsed.TotalMilliseconds / Rounds:0.0} ms, {bytes / Clauses} bytes a clause");
        Assert.InRange(bytes / Clauses, 0, MostBytesAClause);
    }
}
