using System.Diagnostics;
using System.Globalization;
using Foedus.Analysis.Checks;
using Foedus.Language;
using Foedus.Language.Text;

namespace Foedus.Bench.Checks;

/// <summary>
/// How a full check of the guarantee in one page grows with the number of guarantors: as <c>foedus check --max-parties N</c>,
/// which tries every number from 2 to N. Run it from the root of the repository.
/// </summary>
internal static class CheckBench
{
    private static readonly int[] Usual = [7, 10, 15, 20, 30, 40, 50];

    public static int Run(string[] args)
    {
        var path = Path.Combine("treaties", "examples", "sketch.foedus.md");
        var compilation = Compiler.Compile(new SourceText(path, File.ReadAllText(path)), _ => null);
        if (compilation.Core is not { } core)
        {
            Console.Error.WriteLine(string.Join('\n', compilation.Diagnostics));
            return 1;
        }
        Console.WriteLine("guarantors  seconds  processor    states  allocated MB  peak MB");
        foreach (
            var parties in args.Length > 0 ? args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)) : Usual
        )
        {
            var states = 0L;
            var allocated = GC.GetTotalAllocatedBytes();
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var result = AgreementCheck.Run(core, new CheckOptions(parties) { Explored = count => states += count });
            watch.Stop();
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parties, 10}  {seconds, 7:F2}  {(Environment.CpuUsage.TotalTime - processor).TotalSeconds, 9:F2}  {states, 8}  {(GC.GetTotalAllocatedBytes() - allocated) >> 20, 12}  {Process.GetCurrentProcess().PeakWorkingSet64 >> 20, 7}"
                )
            );
            if (result.Bounds.Any(bound => bound.Contains("not all tried", StringComparison.Ordinal)))
            {
                Console.WriteLine("            not all coalitions were tried");
            }
        }
        return 0;
    }
}
