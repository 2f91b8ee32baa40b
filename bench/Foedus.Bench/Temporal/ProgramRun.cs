using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Foedus.Bench.Temporal;

/// <summary>One run of a program from its start to its end: what it costs as a whole, start-up included.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="WallSeconds">What a clock says.</param>
/// <param name="PeakBytes">The most memory it had, as far as looking now and then shows.</param>
/// <param name="IsWhole">Whether it came to its end; else it was ended at the limit.</param>
internal sealed record ProgramRun(double CpuSeconds, double WallSeconds, long PeakBytes, bool IsWhole)
{
    /// <summary>Runs a program with its output thrown away.</summary>
    /// <param name="limit">When it is ended; null: never.</param>
    public static ProgramRun Of(
        IReadOnlyList<string> command,
        Action<Stream>? feed = null,
        Action<long>? onMemory = null,
        TimeSpan? limit = null
    )
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = feed is not null,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" > /dev/null");
        foreach (var part in (IEnumerable<string>)["sh", .. command])
        {
            start.ArgumentList.Add(part);
        }
        var before = ChildrenSeconds();
        var watch = Stopwatch.StartNew();
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
        var feeding = feed is null
            ? Task.CompletedTask
            : Task.Run(() =>
            {
                using var input = process.StandardInput.BaseStream;
                feed(input);
            });
        long peak = 0;
        var isWhole = true;
        while (!process.WaitForExit(20))
        {
            if (watch.Elapsed > limit && isWhole)
            {
                isWhole = false;
                process.Kill(entireProcessTree: true);
            }
            long memory;
            try
            {
                process.Refresh();
                memory = process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                // It has ended since.
                continue;
            }
            peak = Math.Max(peak, memory);
            onMemory?.Invoke(memory);
        }
        feeding.GetAwaiter().GetResult();
        var wall = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 || !isWhole
            ? new ProgramRun(ChildrenSeconds() - before, wall, peak, isWhole)
            : throw new InvalidOperationException($"{string.Join(' ', command)}: exit code {process.ExitCode}.");
    }

    // What all processes that were started here and have ended have used.
    private static double ChildrenSeconds()
    {
        const int Children = -1;
        var usage = new long[18];
        return GetResourceUsage(Children, usage) == 0
            ? usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6
            : throw new InvalidOperationException("The system does not tell what its processes use.");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, [Out] long[] usage);
}
