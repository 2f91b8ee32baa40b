using Foedus.Bench.Temporal;

// Benchmarks are named on the command line; each has its folder here.
if (args.Length > 0 && args[0] == "temporal")
{
    return TemporalBench.Run(args[1..]);
}
Console.Error.WriteLine("Usage: Foedus.Bench temporal [EVENTS [POLICY...]]");
return 2;
