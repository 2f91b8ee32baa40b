using System.Diagnostics;
using Foedus.Temporal.Monitoring;

namespace Foedus.Bench.Temporal;

/// <summary>How long a hundred formulas take from their texts to a monitor that waits for its first event.</summary>
internal static class CompileBench
{
    private const int Clauses = 100;
    private const int Repetitions = 20;

    public static int Run()
    {
        var texts = Enumerable
            .Range(0, Clauses)
            .Select(p => $"trigger({p},i) AND NOT EVENTUALLY[0,{60 + p}] fulfil({p},i)")
            .ToList();
        Console.WriteLine($"{Clauses} formulas, first time in the process  {Once(texts), 8:F1} ms");
        var best = double.MaxValue;
        for (var i = 0; i < Repetitions; i++)
        {
            best = Math.Min(best, Once(texts));
        }
        Console.WriteLine($"{Clauses} formulas, best of {Repetitions} more        {best, 8:F1} ms");
        return 0;
    }

    private static double Once(IReadOnlyList<string> texts)
    {
        var watch = Stopwatch.StartNew();
        var (signature, formulas) = TemporalBench.Compile(texts);
        var monitor = new TemporalMonitor(
            signature,
            formulas,
            new MonPolyWriter(Stream.Null, [.. texts.Select(_ => "")])
        );
        GC.KeepAlive(monitor);
        return watch.Elapsed.TotalMilliseconds;
    }
}
