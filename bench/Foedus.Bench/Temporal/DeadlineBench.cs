using System.Diagnostics;
using System.Globalization;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Bench.Temporal;

/// <summary>A million open obligations: what they weigh, what a checkpoint of them costs, and how they fall due without an event.</summary>
internal static class DeadlineBench
{
    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        if (!SignatureParser.TryParse("trigger(int,int) fulfil(int,int)", out var signature, out _))
        {
            return 2;
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sink = new CountingSink();
        var monitor = New(signature, sink);
        for (var i = 0; i < count; i++)
        {
            monitor.BeginTimePoint(i);
            monitor.AddEvent("trigger", i % 200, i);
            monitor.EndTimePoint();
        }
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        Console.WriteLine($"{bytes:F1} bytes an obligation, {monitor.Pending().Count} pending");

        using var checkpoint = new MemoryStream();
        var watch = Stopwatch.StartNew();
        monitor.Save(checkpoint);
        Console.WriteLine(
            $"checkpoint {watch.ElapsedMilliseconds} ms, {checkpoint.Length / count} bytes an obligation"
        );
        checkpoint.Position = 0;
        watch.Restart();
        var restored = New(signature, sink);
        restored.Load(checkpoint);
        Console.WriteLine($"restore {watch.ElapsedMilliseconds} ms");

        watch.Restart();
        for (long i = 0; i < count; i++)
        {
            sink.Expected = i;
            restored.AdvanceTo(i + Distance);
        }
        Console.WriteLine(
            $"{sink.Fired} verdicts, {sink.Wrong} at a wrong instant, {watch.ElapsedMilliseconds} ms for {count} instants"
        );
        return sink.Wrong == 0 && sink.Fired == count ? 0 : 1;
    }

    private const long Distance = 10_000_000;

    private static TemporalMonitor New(Signature signature, IVerdictSink sink) =>
        FormulaParser.TryParse(
            $"trigger(p,i) AND NOT EVENTUALLY[0,{Distance}] fulfil(p,i)",
            out var formula,
            out var problem
        ) && MonitoredFormula.TryCompile(formula, signature, out var compiled, out problem)
            ? new TemporalMonitor(signature, [compiled], sink)
            : throw new InvalidOperationException(problem?.ToString());

    private sealed class CountingSink : IVerdictSink
    {
        public long Expected { get; set; }

        public long Fired { get; private set; }

        public long Wrong { get; private set; }

        public void Take(in Verdict verdict)
        {
            Fired++;
            Wrong += verdict.Stamp == Expected && verdict.KnownAfter == Expected + Distance ? 0 : 1;
        }
    }
}
