using Foedus.Bench.Checks;
using Foedus.Bench.Ledgers;
using Foedus.Bench.Replay;
using Foedus.Bench.Temporal;

// Benchmarks are named on the command line; each has its folder here.
switch (args)
{
    case ["temporal", .. var rest]:
        return TemporalBench.Run(rest);
    case ["windows", .. var rest]:
        return WindowBench.Run(rest);
    case ["slices", .. var rest]:
        return SliceBench.Run(rest);
    case ["monitor", .. var rest]:
        return ProgramBench.Run(rest);
    case ["flat", .. var rest]:
        return FlatBench.Run(rest);
    case ["compile"]:
        return CompileBench.Run();
    case ["deadlines", .. var rest]:
        return DeadlineBench.Run(rest);
    case ["replay", .. var rest]:
        return ReplayBench.Run(rest);
    case ["ledger", .. var rest]:
        return await LedgerBench.RunAsync(rest);
    case ["check", .. var rest]:
        return CheckBench.Run(rest);
    default:
        Console.Error.WriteLine("Usage: Foedus.Bench temporal [EVENTS [POLICY...]]");
        Console.Error.WriteLine("       Foedus.Bench windows [EVENTS]");
        Console.Error.WriteLine("       Foedus.Bench slices [EVENTS [ROUNDS [POLICY...]]]");
        Console.Error.WriteLine(
            "       Foedus.Bench monitor PROGRAM [EVENTS [POLICY...]]    MONPOLY=PATH for MonPoly beside it"
        );
        Console.Error.WriteLine("       Foedus.Bench flat PROGRAM [EVENTS]");
        Console.Error.WriteLine("       Foedus.Bench compile");
        Console.Error.WriteLine("       Foedus.Bench deadlines [COUNT]");
        Console.Error.WriteLine("       Foedus.Bench replay [EVENTS [FILE [AGREEMENT]]]");
        Console.Error.WriteLine("       Foedus.Bench ledger [http|batch|make|open|prove|verify ...]");
        Console.Error.WriteLine("       Foedus.Bench check [PARTIES...]");
        return 2;
}
