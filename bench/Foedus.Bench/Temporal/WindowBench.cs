using System.Globalization;

namespace Foedus.Bench.Temporal;

/// <summary>
/// What must not matter: how long a window is while its content stays the same. Stamps and intervals are stretched
/// together, so every run sees the same events in its windows and gives the same verdicts.
/// </summary>
internal static class WindowBench
{
    private static readonly (string Name, string Kind, Func<long, string> Formula)[] Policies =
    [
        ("once", "once", x => $"act(p,i) AND NOT ONCE[0,{600 * x}] grant(p,i)"),
        ("since", "since", x => $"act(p,i) AND NOT ((NOT release(p,i)) SINCE[0,{600 * x}] trigger(p,i))"),
        ("respond", "respond", x => $"trigger(p,i) AND NOT EVENTUALLY[0,{60 * x}] fulfil(p,i)"),
        ("count", "pay", x => $"(n <- CNT t;p ONCE[0,{600 * x}] pay(p,t,a)) AND n > 420"),
    ];

    /// <summary>Arguments: the events of each log.</summary>
    public static int Run(string[] args)
    {
        var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500_000;
        Console.WriteLine("policy     window    M events/CPU s   ns/event   bytes/event   verdicts");
        foreach (var (name, kind, formula) in Policies)
        {
            foreach (var stretch in (int[])[1, 10, 100, 1000])
            {
                var log = new LogGenerator(kind, events, 100, 1, 1, stretch).Generate();
                var shape = string.Create(CultureInfo.InvariantCulture, $"x {stretch}");
                TemporalBench.Measure(name, shape, [formula(stretch)], log);
            }
        }
        return 0;
    }
}
