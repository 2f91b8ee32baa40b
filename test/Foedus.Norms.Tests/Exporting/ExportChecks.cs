using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Foedus.Norms.Exporting;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;
using Foedus.Temporal.Tests;

namespace Foedus.Norms.Tests.Exporting;

/// <summary>What other evaluators find on the files of an export: each breach as "@stamp (tuple)", sorted.</summary>
internal static partial class ExportChecks
{
    public static SortedSet<string> BreachesOfRun(MfotlExport export, string clause) =>
        new(
            export.Breaches.Where(breach => breach.ClauseId == clause).Select(breach => breach.ToString()),
            StringComparer.Ordinal
        );

    /// <summary>As files and predicates write an id.</summary>
    public static string NameOf(string id) => NotInNames().Replace(id, "_");

    public static SortedSet<string> ByMonitor(MfotlExport export, string formula)
    {
        var signature = SignatureOf(export);
        Assert.True(
            MonitoredFormula.TryCompile(Parse(formula), signature, out var compiled, out var problem),
            $"{problem}\n{formula}"
        );
        var sink = new Found();
        var monitor = new TemporalMonitor(signature, [compiled], sink);
        using var log = new MemoryStream(Encoding.UTF8.GetBytes(export.Log));
        Assert.True(new LogReader(log, monitor, new LogReaderOptions()).TryRead(out problem), problem?.ToString());
        monitor.End();
        return sink.Breaches;
    }

    /// <summary>Of all tuples those are tried that an instance and an act of the clause make.</summary>
    public static SortedSet<string> ByDefinition(MfotlExport export, string clause, string formula)
    {
        var parsed = Parse(formula);
        var log = LogOf(export);
        var naive = new NaiveSemantics(log, parsed);
        var name = NameOf(clause);
        var events = log.TimePoints.SelectMany(point => point.Events).ToList();
        var instances = events.Where(one => one.Predicate == $"opened_{name}").Select(one => one.Values).ToList();
        var acts = events
            .Where(one => one.Predicate == $"act_{name}" || one.Predicate == $"act_in_{name}")
            .Select(one => one.Values[2])
            .Distinct()
            .ToList();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var instance in instances)
        {
            foreach (var act in parsed.FreeVariables.Contains("e") ? acts : [Value.Of("")])
            {
                var tuple = new Dictionary<string, Value>(StringComparer.Ordinal)
                {
                    ["b"] = instance[0],
                    ["c"] = instance[1],
                    ["i"] = instance[2],
                    ["v"] = instance[3],
                    ["e"] = act,
                };
                for (var at = 0; at < log.TimePoints.Count; at++)
                {
                    if (naive.Satisfies(parsed, at, tuple))
                    {
                        found.Add(
                            Written(log.TimePoints[at].Stamp, parsed.FreeVariables.Select(column => tuple[column].Text))
                        );
                    }
                }
            }
        }
        return found;
    }

    /// <summary>Violations as MonPoly prints them.</summary>
    public static SortedSet<string> OfMonPoly(string output)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var head = Verdict().Match(line);
            Assert.True(head.Success, line);
            foreach (Match tuple in Tuple().Matches(head.Groups[2].Value))
            {
                found.Add($"@{head.Groups[1].Value} {tuple.Value}");
            }
        }
        return found;
    }

    private static string Written(long stamp, IEnumerable<string> values) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"@{stamp} ({string.Join(',', values.Select(value => $"\"{value}\""))})"
        );

    private static Formula Parse(string text) =>
        FormulaParser.TryParse(text, out var formula, out var problem)
            ? formula
            : throw new InvalidOperationException(problem.ToString());

    private static Signature SignatureOf(MfotlExport export) =>
        SignatureParser.TryParse(export.Signature, out var signature, out var problem)
            ? signature
            : throw new InvalidOperationException(problem.ToString());

    private static TestLog LogOf(MfotlExport export)
    {
        var signature = SignatureOf(export);
        var points = new List<TestTimePoint>();
        foreach (var line in export.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var stamp = long.Parse(line[1..line.IndexOfAny([' ', ';'])], CultureInfo.InvariantCulture);
            var events = new List<(string, Value[])>();
            foreach (Match one in Event().Matches(line))
            {
                var types = signature.Predicates[signature.IndexOf(one.Groups[1].Value)].Types;
                var values = Field().Matches(one.Groups[2].Value).Select(field => field.Value).ToList();
                Assert.Equal(types.Count, values.Count);
                events.Add(
                    (
                        one.Groups[1].Value,
                        [
                            .. values.Select(
                                (value, i) =>
                                    types[i] == ColumnType.Integer
                                        ? Value.Of(long.Parse(value, CultureInfo.InvariantCulture))
                                        : Value.Of(value.Trim('"'))
                            ),
                        ]
                    )
                );
            }
            points.Add(new TestTimePoint(stamp, events));
        }
        return new TestLog(points);
    }

    [GeneratedRegex("(\\w+)\\(((?:\"[^\"]*\"|[^)\"])*)\\)")]
    private static partial Regex Event();

    [GeneratedRegex("\"[^\"]*\"|[-0-9]+")]
    private static partial Regex Field();

    [GeneratedRegex("^@([0-9]+)(?:\\.0+)? \\(time point [0-9]+\\): (.*)$")]
    private static partial Regex Verdict();

    [GeneratedRegex("\\((?:\"[^\"]*\"|[^)\"])*\\)")]
    private static partial Regex Tuple();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotInNames();

    private sealed class Found : IVerdictSink
    {
        public SortedSet<string> Breaches { get; } = new(StringComparer.Ordinal);

        public void Take(in Verdict verdict)
        {
            for (var row = 0; row < verdict.Count; row++)
            {
                var values = new string[verdict.Formula.Columns.Count];
                for (var column = 0; column < values.Length; column++)
                {
                    values[column] = verdict[row, column].Text;
                }
                Breaches.Add(Written(verdict.Stamp, values));
            }
        }
    }
}
