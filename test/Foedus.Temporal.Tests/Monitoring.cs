using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Tests;

/// <summary>Runs of the monitor for tests.</summary>
internal static class Monitoring
{
    public static Formula Parse(string text) =>
        FormulaParser.TryParse(text, out var formula, out var problem)
            ? formula
            : throw new InvalidOperationException(problem.ToString());

    public static Signature Signature(string text) =>
        SignatureParser.TryParse(text, out var signature, out var problem)
            ? signature
            : throw new InvalidOperationException(problem.ToString());

    public static MonitoredFormula Compile(Formula formula, Signature signature) =>
        MonitoredFormula.TryCompile(formula, signature, out var compiled, out var problem)
            ? compiled
            : throw new InvalidOperationException(problem.ToString());

    /// <summary>What the monitor prints for a log, in MonPoly's format.</summary>
    public static string Run(string signature, string formula, string log) =>
        Run(Signature(signature), [Parse(formula)], log);

    public static string RunWithCheckpoint(RandomCase item, int cut) =>
        RunWithCheckpoint(item.Signature, [item.Formula], item.Log, cut);

    public static string RunWithCheckpoint(Signature signature, IReadOnlyList<Formula> formulas, TestLog log, int cut)
    {
        using var output = new MemoryStream();
        var writer = new MonPolyWriter(output, Prefixes(formulas));
        MonitoredFormula[] compiled = [.. formulas.Select(formula => Compile(formula, signature))];
        var first = new TemporalMonitor(signature, compiled, writer);
        Feed(first, log.TimePoints.Take(cut));
        using var checkpoint = new MemoryStream();
        first.Save(checkpoint);
        checkpoint.Position = 0;
        var second = new TemporalMonitor(signature, compiled, writer);
        second.Load(checkpoint);
        Feed(second, log.TimePoints.Skip(cut));
        second.End();
        writer.Flush();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string[] Prefixes(IReadOnlyList<Formula> formulas) =>
        [.. formulas.Select((_, i) => formulas.Count > 1 ? $"{i}: " : "")];

    /// <summary>Every tuple of every verdict with the events that explain it.</summary>
    public static List<(int TimePoint, string Tuple, IReadOnlyList<ExplainedEvent> Events)> Explained(RandomCase item)
    {
        var formula = Compile(item.Formula, item.Signature);
        var history = new EventHistory();
        var sink = new ExplainingSink(new Explainer(formula, history));
        var monitor = new TemporalMonitor(item.Signature, [formula], sink) { History = history };
        Feed(monitor, item.Log.TimePoints);
        return sink.Found;
    }

    private sealed class ExplainingSink(Explainer explainer) : IVerdictSink
    {
        public List<(int TimePoint, string Tuple, IReadOnlyList<ExplainedEvent> Events)> Found { get; } = [];

        public void Take(in Verdict verdict)
        {
            for (var row = 0; row < verdict.Count; row++)
            {
                var values = new Value[verdict.Formula.Columns.Count];
                for (var column = 0; column < values.Length; column++)
                {
                    values[column] = verdict[row, column];
                }
                var explanation = explainer.Explain((int)verdict.TimePoint, values);
                var tuple = values.Length == 0 ? "true" : $"({string.Join(',', values)})";
                Found.Add(((int)verdict.TimePoint, tuple, explanation.Events));
            }
        }
    }

    private static void Feed(TemporalMonitor monitor, IEnumerable<TestTimePoint> timePoints)
    {
        foreach (var point in timePoints)
        {
            monitor.BeginTimePoint(point.Stamp);
            foreach (var (predicate, values) in point.Events)
            {
                monitor.AddEvent(predicate, values);
            }
            monitor.EndTimePoint();
        }
    }

    public static string Run(
        Signature signature,
        IReadOnlyList<Formula> formulas,
        string log,
        LogReaderOptions? options = null
    ) => RunWith(signature, formulas, log, options ?? new LogReaderOptions()).Text;

    /// <summary>What the monitor prints, what it is left with, and whether the log was evaluated in slices.</summary>
    public static MonitorRun RunWith(
        Signature signature,
        IReadOnlyList<Formula> formulas,
        string log,
        LogReaderOptions options,
        int bytesAtOnce = 23
    )
    {
        using var output = new MemoryStream();
        var writer = new MonPolyWriter(output, Prefixes(formulas));
        var monitor = new TemporalMonitor(signature, [.. formulas.Select(f => Compile(f, signature))], writer);
        using var input = new SlowStream(
            Encoding.UTF8.GetBytes(log),
            options.ParseAheadAfter is null ? int.MaxValue : bytesAtOnce
        );
        var reader = new LogReader(input, monitor, options);
        var end = "";
        IReadOnlyList<PendingVerdict> pending = [];
        try
        {
            if (reader.TryRead(out var problem))
            {
                pending = monitor.Pending();
                monitor.End();
            }
            else
            {
                end = $"refused: {problem}\n";
            }
        }
        catch (ValueOverflowException overflow)
        {
            end = $"overflow in formula {monitor.EvaluatedFormula}, {overflow.At.Line}:{overflow.At.Column}\n";
        }
        writer.Flush();
        return new MonitorRun(
            Encoding.UTF8.GetString(output.ToArray()) + end,
            pending,
            $"{(end.Length > 0 ? "" : reader.Events)} events, {reader.SkippedLines} skipped, {monitor.TimePoints} time points, {writer.Lines} lines, clock {monitor.Clock}",
            reader.IsSliced,
            reader.Keys
        );
    }
}
