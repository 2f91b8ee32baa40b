using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Tests;

/// <summary>Texts that never come again are let go, and nothing else is.</summary>
public sealed class TextTests
{
    private const int Events = 200_000;

    private static readonly Signature Predicates = Monitoring.Signature(
        "opens(string) closes(string) says(string,int)"
    );

    [Theory]
    [InlineData("closes(x) AND ONCE[0,50] opens(x)", 0)]
    [InlineData("opens(x) AND NOT EVENTUALLY[0,60] closes(x)", 0)]
    [InlineData("closes(x) AND ((NOT says(x,0)) SINCE[0,90] opens(x))", 0)]
    [InlineData("opens(x) AND ((NOT says(x,0)) UNTIL[0,90] closes(x))", 0)]
    [InlineData("m <- MAX x; (ONCE[0,9] opens(x))", 0)]
    [InlineData("opens(x) AND EVENTUALLY[0,60] closes(x)", 40)]
    public void Texts_that_never_come_again_are_let_go(string formula, long late)
    {
        var texts = Run(formula, late, i => $"person {i}", out var monitor);
        var numbers = Run(formula, late, i => $"person {i % 30_000}", out _);
        Assert.InRange(monitor.Texts.Count, 1, 100_000);
        // The same run with few names has the same verdicts, up to the names.
        Assert.Equal(Stamps(numbers), Stamps(texts));

        static string Stamps(string output) =>
            string.Join('\n', output.Split('\n').Select(line => line.Split(':')[0] + line.Count(c => c == '(')));
    }

    private static string Run(string formula, long late, Func<int, string> name, out TemporalMonitor monitor)
    {
        using var output = new MemoryStream();
        var writer = new MonPolyWriter(output, [""]);
        monitor = new TemporalMonitor(Predicates, [Monitoring.Compile(Monitoring.Parse(formula), Predicates)], writer);
        var log = new StringBuilder();
        for (var i = 0; i < Events; i++)
        {
            // A third is closed 40 later, within the windows; one in a thousand 70 later, beyond some of them.
            log.Append($"@{i / 10} opens(\"{name(i)}\")");
            if (i % 3 == 0 && i >= 400)
            {
                log.Append($" closes(\"{name(i - 400)}\")");
            }
            if (i % 1000 == 0 && i >= 700)
            {
                log.Append($" closes(\"{name(i - 700)}\")");
            }
            log.Append(";\n");
        }
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(log.ToString()));
        var reader = new LogReader(input, monitor, new LogReaderOptions(LateHorizon: late));
        Assert.True(reader.TryRead(out var problem), problem?.ToString());
        monitor.End();
        writer.Flush();
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
