using System.Diagnostics;
using System.Globalization;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;

namespace Foedus.Bench.Temporal;

/// <summary>
/// How long a log takes, by the clock, on one thread, with a second thread that parses, in slices on two more, and as
/// the monitor chooses. The four take turns, so that what else the machine does hits all; the least and the median of
/// the rounds are printed.
/// </summary>
internal static class SliceBench
{
    private static readonly (string Name, string Kind, string Formula)[] MorePolicies =
    [
        ("short", "once", "act(p,i) AND NOT ONCE[0,5] grant(p,i)"),
        ("ever", "since", "act(p,i) AND NOT ((NOT release(p,i)) SINCE trigger(p,i))"),
        ("before", "since", "act(p,i) AND PREVIOUS trigger(p,i)"),
        ("someone", "once", "act(p,i) AND NOT ONCE[0,60] EXISTS j. grant(p,j)"),
        ("twice", "respond", "trigger(p,i) AND (NOT EVENTUALLY[0,30] fulfil(p,i)) AND EVENTUALLY[0,60] fulfil(p,i)"),
        ("largest", "pay", "(m <- MAX a;p ONCE[0,60] pay(p,t,a)) AND m > 998"),
        ("median", "pay", "(m <- MED a;p ONCE[0,60] pay(p,t,a)) AND m > 950.0"),
        ("minute", "pay", "(n <- CNT t;p ONCE[0,60] pay(p,t,a)) AND n > 100"),
        ("lately", "respond", "ONCE[0,1] fulfil(p,i)"),
    ];

    /// <summary>Arguments: the events of each log, the rounds, then names of policies, or none for all.</summary>
    public static int Run(string[] args)
    {
        var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var wanted = args.Skip(2).ToList();
        Console.WriteLine(
            "policy     log      one thread      parse ahead     slices          chosen     (least, median s)"
        );
        foreach (var (name, kind, formula) in TemporalBench.Policies.Concat(MorePolicies))
        {
            if (wanted.Count > 0 && !wanted.Contains(name))
            {
                continue;
            }
            foreach (var isFine in (bool[])[false, true])
            {
                Row(name, isFine, formula, LogGenerator.For(kind, events, isFine).Generate(), rounds);
            }
        }
        return 0;
    }

    private static void Row(string name, bool isFine, string formula, byte[] log, int rounds)
    {
        LogReaderOptions[] ways =
        [
            new(),
            new(ParseAheadAfter: 1 << 20),
            new(ParseAheadAfter: 1 << 20, Slices: 2),
            new(
                ParseAheadAfter: 1 << 20,
                ParseAheadDensity: 256,
                Slices: 2,
                MostSliceTime: 0.9,
                LeastEventsPerTimePoint: 16
            ),
        ];
        var seconds = new List<double>[ways.Length];
        var isSliced = new bool[ways.Length];
        for (var way = 0; way < ways.Length; way++)
        {
            seconds[way] = [];
            Once(formula, log, ways[way]);
        }
        for (var round = 0; round < rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var watch = Stopwatch.StartNew();
                isSliced[way] = Once(formula, log, ways[way]);
                seconds[way].Add(watch.Elapsed.TotalSeconds);
            }
        }
        var text = $"{name, -10} {(isFine ? "fine" : "coarse"), -7}";
        for (var way = 0; way < ways.Length; way++)
        {
            seconds[way].Sort();
            text +=
                way == 2 && !isSliced[way]
                    ? "   none        "
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"   {seconds[way][0]:F2} {seconds[way][rounds / 2]:F2}   "
                    );
        }
        Console.WriteLine(text + (isSliced[3] ? "slices" : "parse ahead"));
    }

    private static bool Once(string text, byte[] log, LogReaderOptions options)
    {
        var (signature, formulas) = TemporalBench.Compile([text]);
        var monitor = new TemporalMonitor(signature, formulas, new MonPolyWriter(Stream.Null, [""]));
        using var input = new MemoryStream(log);
        var reader = new LogReader(input, monitor, options);
        if (!reader.TryRead(out var problem))
        {
            throw new InvalidOperationException(problem.ToString());
        }
        monitor.End();
        return reader.IsSliced;
    }
}
