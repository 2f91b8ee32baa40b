using System.Diagnostics;
using System.Globalization;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Bench.Temporal;

/// <summary>
/// Events per CPU second of the monitor, parsing of the text log included, and bytes allocated per event. The same
/// log is read until enough CPU time has passed; the best run counts, since other work on the machine only adds.
/// </summary>
internal static class TemporalBench
{
    public const string SignatureText =
        "grant(int,int) act(int,int) release(int,int) trigger(int,int) fulfil(int,int) excuse(int,int) "
        + "pay(int,int,int) A(int,int) B(int,int) C(int,int) "
        + "accede(int,int) withdraw(int,int) attack(int,int,int) assist(int,int)";

    private const string TreatyFormula =
        "LET bound(p,v) = (NOT withdraw(p,v)) SINCE accede(p,v) IN "
        + "LET owed(p,v,i) = (EXISTS a. attack(a,v,i)) AND bound(p,v) IN "
        + "owed(p,v,i) AND NOT EVENTUALLY[0,60] (assist(p,i) OR excuse(p,i))";

    public static readonly (string Name, string Kind, string Formula)[] Policies =
    [
        ("null", "respond", "excuse(p,i)"),
        ("once", "once", "act(p,i) AND NOT ONCE[0,600] grant(p,i)"),
        ("since", "since", "act(p,i) AND NOT ((NOT release(p,i)) SINCE[0,600] trigger(p,i))"),
        ("respond", "respond", "trigger(p,i) AND NOT EVENTUALLY[0,60] fulfil(p,i)"),
        ("until", "respond", "trigger(p,i) AND NOT ((NOT excuse(p,i)) UNTIL[0,60] fulfil(p,i))"),
        ("count", "pay", "(n <- CNT t;p ONCE[0,600] pay(p,t,a)) AND n > 420"),
        ("sum", "pay", "(s <- SUM a;p ONCE[0,600] pay(p,t,a)) AND s > 205000"),
        ("star", "star", "((ONCE[0,10] A(w,x)) AND B(w,y)) AND EVENTUALLY[0,10] C(w,z)"),
        ("linear", "linear", "((ONCE[0,10] A(w,x)) AND B(x,y)) AND EVENTUALLY[0,10] C(y,z)"),
        ("triangle", "triangle", "((ONCE[0,10] A(x,y)) AND B(y,z)) AND EVENTUALLY[0,10] C(z,x)"),
        ("treaty", "treaty", TreatyFormula),
    ];

    /// <summary>Arguments: the events of each log, then the names of policies, or none for all.</summary>
    public static int Run(string[] args)
    {
        var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var wanted = args.Skip(1).ToList();
        Console.WriteLine("policy     log       M events/CPU s   ns/event   bytes/event   verdicts");
        foreach (var (name, kind, formula) in Policies)
        {
            if (wanted.Count > 0 && !wanted.Contains(name))
            {
                continue;
            }
            Measure(name, "fine", [formula], LogGenerator.For(kind, events, isFine: true).Generate());
            Measure(name, "coarse", [formula], LogGenerator.For(kind, events, isFine: false).Generate());
        }
        if (wanted.Count == 0 || wanted.Contains("hundred"))
        {
            var log = new LogGenerator("respond", events, 100, 1, 1).Generate();
            Measure(
                "hundred",
                "parties",
                [.. Enumerable.Range(0, 100).Select(p => $"trigger({p},i) AND NOT EVENTUALLY[0,60] fulfil({p},i)")],
                log
            );
            Measure(
                "hundred",
                "delays",
                [.. Enumerable.Range(0, 100).Select(d => $"trigger(p,i) AND NOT EVENTUALLY[0,{60 + d}] fulfil(p,i)")],
                log
            );
            Measure(
                "hundred",
                "missed",
                [.. Enumerable.Range(0, 100).Select(d => $"trigger(p,i) AND NOT EVENTUALLY[0,{10 + d}] fulfil(p,i)")],
                log
            );
        }
        return 0;
    }

    /// <summary>Prints one row: the best of the runs that fit into some seconds.</summary>
    public static void Measure(string name, string shape, IReadOnlyList<string> formulas, byte[] log)
    {
        var best = double.MaxValue;
        var spent = TimeSpan.Zero;
        long events = 0;
        long verdicts = 0;
        double allocated = 0;
        for (var run = 0; run < 3 || spent < TimeSpan.FromSeconds(2); run++)
        {
            var bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            (events, verdicts) = Once(formulas, log);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime - before;
            allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / events;
            best = Math.Min(best, cpu.TotalSeconds);
            spent += cpu;
        }
        Console.WriteLine(
            $"{name, -10} {shape, -9} {events / best / 1e6, 14:F2} {best / events * 1e9, 10:F0} {allocated, 13:F1} {verdicts, 10}"
        );
    }

    private static (long Events, long Verdicts) Once(IReadOnlyList<string> texts, byte[] log)
    {
        var (signature, formulas) = Compile(texts);
        var writer = new MonPolyWriter(Stream.Null, [.. texts.Select(_ => "")]);
        var monitor = new TemporalMonitor(signature, formulas, writer);
        using var input = new MemoryStream(log);
        var reader = new LogReader(input, monitor, new LogReaderOptions());
        if (!reader.TryRead(out var problem))
        {
            throw new InvalidOperationException(problem.ToString());
        }
        monitor.End();
        return (reader.Events, writer.Lines);
    }

    /// <summary>From the texts to formulas that can be run.</summary>
    public static (Signature Signature, IReadOnlyList<MonitoredFormula> Formulas) Compile(IReadOnlyList<string> texts)
    {
        if (!SignatureParser.TryParse(SignatureText, out var signature, out var problem))
        {
            throw new InvalidOperationException(problem.ToString());
        }
        var formulas = new List<MonitoredFormula>();
        foreach (var text in texts)
        {
            if (
                !FormulaParser.TryParse(text, out var formula, out problem)
                || !MonitoredFormula.TryCompile(formula, signature, out var compiled, out problem)
            )
            {
                throw new InvalidOperationException(problem.ToString());
            }
            formulas.Add(compiled);
        }
        return (signature, formulas);
    }
}
