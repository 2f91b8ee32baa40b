using System.Text;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Tests;

/// <summary>
/// Aggregations directly over a window are one operator; over anything else they live on changes. Both must say the
/// same, in windows from a few tuples to thousands, with tuples that come again and again.
/// </summary>
public sealed class WindowAggregateTests
{
    private static readonly Signature Predicates = Monitoring.Signature("pays(int,int,int)");

    public static TheoryData<string, string> Cases =>
        new(
            from window in (string[])
                ["ONCE[0,40]", "ONCE[5,60]", "ONCE[0,900]", "ONCE[0,*)", "EVENTUALLY[0,30]", "EVENTUALLY[3,700]"]
            from function in (string[])["CNT a; g", "SUM a; g", "AVG a; g,k", "MAX a; k", "MED a; g", "SUM a;"]
            select (window, function)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Windows_and_changes_say_the_same(string window, string function)
    {
        var inWindow = $"({window} pays(g,k,a))";
        var threshold =
            !function.StartsWith("CNT", StringComparison.Ordinal) ? ""
            : window.Contains('*', StringComparison.Ordinal) ? " AND n > 1"
            : " AND 1 < n AND n <= 60";
        Compare(Log(seed: 1, payers: 3, amounts: 4, most: 100), function, threshold);
        Compare(Log(seed: 2, payers: 60, amounts: 9, most: 300), function, threshold);
        // Thousands of tuples, but few groups.
        var (few, thresholdOfFew) = (
            function.Replace("; g", "; k", StringComparison.Ordinal).Replace("k,k", "k", StringComparison.Ordinal),
            ""
        );
        Compare(Log(seed: 3, payers: 300, amounts: 9, most: 2000), few, thresholdOfFew);
        Compare(Log(seed: 4, payers: 4000, amounts: 900, most: 2000), few, thresholdOfFew);

        void Compare(string log, string aggregate, string condition)
        {
            var direct = Run($"(n <- {aggregate} {inWindow}){condition}", log);
            Assert.Equal(Run($"(n <- {aggregate} ({inWindow} OR {inWindow})){condition}", log), direct);
            Assert.Contains("(time point ", direct, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("(n <- SUM a; g (ONCE[0,300] pays(g,k,a))) AND n > 100")]
    [InlineData("n <- CNT a; k (ONCE[10,50] pays(g,k,a))")]
    [InlineData("n <- CNT a; k (EVENTUALLY[0,20] pays(g,k,a))")]
    [InlineData("n <- MIN a; (ONCE pays(g,k,a))")]
    public void A_checkpoint_changes_nothing(string formula)
    {
        var log = Log(seed: 5, payers: 300, amounts: 50, most: 300).Split('\n');
        var compiled = Monitoring.Compile(Monitoring.Parse(formula), Predicates);
        foreach (var cut in (int[])[0, 7, log.Length / 2])
        {
            using var output = new MemoryStream();
            var writer = new MonPolyWriter(output, [""]);
            var first = new TemporalMonitor(Predicates, [compiled], writer);
            Feed(first, log[..cut]);
            using var checkpoint = new MemoryStream();
            first.Save(checkpoint);
            checkpoint.Position = 0;
            var second = new TemporalMonitor(Predicates, [compiled], writer);
            second.Load(checkpoint);
            Feed(second, log[cut..]);
            second.End();
            writer.Flush();
            Assert.Equal(Run(formula, string.Join('\n', log)), Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void What_is_taken_back_of_a_line_is_not_looked_for()
    {
        // Ten thousand tuples, so that what comes is looked for ahead, and lines that break off after a few of them.
        var random = new Random(12);
        var (whole, broken) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < 3000; i++)
        {
            var line = new StringBuilder($"@{i}");
            for (var e = random.Next(12); e >= 0; e--)
            {
                line.Append($" pays({random.Next(300)},{random.Next(400)},{random.Next(100)})");
            }
            if (random.Next(4) == 0)
            {
                broken.Append(line).Append(" pays(1,2\n");
            }
            whole.Append(line).Append(";\n");
            broken.Append(line).Append(";\n");
        }
        const string formula = "(n <- SUM a; g (ONCE[0,1800] pays(g,k,a))) AND n > 900";
        var expected = Verdicts(Run(formula, whole.ToString()));
        Assert.NotEmpty(expected);
        var lenient = new LogReaderOptions(SkipUnusableLines: true);
        Assert.Equal(
            expected,
            Verdicts(Monitoring.Run(Predicates, [Monitoring.Parse(formula)], broken.ToString(), lenient))
        );

        static string[] Verdicts(string output) =>
            [.. output.Split('\n').Where(line => line.Contains("(time point ", StringComparison.Ordinal))];
    }

    [Fact]
    public void A_sum_may_leave_64_bits_as_long_as_it_comes_back()
    {
        var random = new Random(11);
        var group = new AggregateGroup();
        var values = new List<long>();
        for (var i = 0; i < 5000; i++)
        {
            if (values.Count > 0 && random.Next(3) == 0)
            {
                var at = random.Next(values.Count);
                group.Remove(values[at]);
                values.RemoveAt(at);
            }
            else
            {
                values.Add(random.Next(2) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-9, 9));
                group.Add(values[^1]);
            }
            var sum = values.Aggregate((Int128)0, (total, value) => total + value);
            if (sum < long.MinValue || sum > long.MaxValue)
            {
                Assert.Throws<OverflowException>(() => group.Result(AggregateOperator.Sum));
            }
            else
            {
                Assert.Equal((long)sum, group.Result(AggregateOperator.Sum));
            }
        }
    }

    // Rushes, quiet times in which a window runs empty, several time points of one stamp, tuples that come again.
    private static string Log(int seed, int payers, int amounts, int most)
    {
        var random = new Random(seed);
        var log = new StringBuilder();
        long stamp = 0;
        for (var i = 0; i < 200; i++)
        {
            stamp += i % 100 == 99 ? random.Next(2000) : random.Next(6);
            log.Append($"@{stamp}");
            var events = i % 20 == 0 ? random.Next(most) : random.Next(8);
            for (var e = 0; e < events; e++)
            {
                log.Append($" pays({random.Next(payers)},{random.Next(3)},{random.Next(-amounts, amounts)})");
            }
            log.Append(";\n");
        }
        return log.ToString();
    }

    private static string Run(string formula, string log) =>
        Monitoring.Run(Predicates, [Monitoring.Parse(formula)], log, new LogReaderOptions());

    private static void Feed(TemporalMonitor monitor, string[] lines)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        Assert.True(
            new LogReader(input, monitor, new LogReaderOptions()).TryRead(out var problem),
            problem?.ToString()
        );
    }
}
