using System.Globalization;

namespace Foedus.Bench.Temporal;

/// <summary>
/// The monitor as its users run it: the built program, from files. Rates are slopes between a short and a long log, so
/// that neither start-up nor the compilation of hot code decides. Beside it, if its path is given, MonPoly on the same
/// policies and a prefix of the same log, in the same run.
/// </summary>
internal static class ProgramBench
{
    // MonPoly gets as much as it does in some seconds.
    private const int ReferenceCoarse = 1_000_000;
    private const int ReferenceFine = 200_000;

    /// <summary>Some of its policies grow with the square of the log.</summary>
    private static readonly TimeSpan ReferenceLimit = TimeSpan.FromSeconds(20);

    /// <summary>Arguments: the program, the events of the long log, then names of policies; MONPOLY names the other program.</summary>
    public static int Run(string[] args)
    {
        if (args.Length < 1)
        {
            return 2;
        }
        var events = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8_000_000;
        var wanted = args.Skip(2).ToList();
        var folder = Directory.CreateTempSubdirectory("foedus-bench-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "log.sig"), TemporalBench.SignatureText);
            Console.WriteLine(
                "policy    log      M events/CPU s   M events/s, by default   peak MB   MonPoly k events/CPU s   ratio"
            );
            foreach (var (name, kind, formulas) in Policies())
            {
                if (wanted.Count > 0 && !wanted.Contains(name))
                {
                    continue;
                }
                foreach (var isFine in (bool[])[true, false])
                {
                    if (isFine || formulas.Count == 1)
                    {
                        Row(new Setting(args[0], folder, name, kind, isFine, events), formulas);
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static IEnumerable<(string Name, string Kind, IReadOnlyList<string> Formulas)> Policies()
    {
        foreach (var (name, kind, formula) in TemporalBench.Policies)
        {
            yield return (name, kind, [formula]);
        }
        var clauses = Enumerable.Range(0, 100).ToList();
        yield return (
            "same",
            "respond",
            [.. clauses.Select(p => $"trigger({p},i) AND NOT EVENTUALLY[0,60] fulfil({p},i)")]
        );
        yield return (
            "delays",
            "respond",
            [.. clauses.Select(d => $"trigger(p,i) AND NOT EVENTUALLY[0,{60 + d}] fulfil(p,i)")]
        );
        yield return (
            "both",
            "respond",
            [.. clauses.Select(k => $"trigger({k},i) AND NOT EVENTUALLY[0,{60 + k}] fulfil({k},i)")]
        );
        yield return (
            "fixed",
            "respond",
            [.. clauses.Select(k => $"trigger(p,i) AND p = {k} AND NOT EVENTUALLY[0,{60 + k}] fulfil(p,i)")]
        );
        // Most of these deadlines are missed: ten verdicts for each event.
        yield return (
            "early",
            "respond",
            [.. clauses.Select(d => $"trigger(p,i) AND NOT EVENTUALLY[0,{10 + d}] fulfil(p,i)")]
        );
    }

    private static void Row(Setting setting, IReadOnlyList<string> formulas)
    {
        var files = new List<string>();
        for (var i = 0; i < formulas.Count; i++)
        {
            files.Add(Path.Combine(setting.Folder, $"{setting.Name}{i}.mfotl"));
            File.WriteAllText(files[i], formulas[i]);
        }
        var longLog = Log(setting, setting.Events);
        var shortLog = Log(setting, setting.Events / 4);
        var brief = ProgramRun.Of(Command(setting, files, shortLog, threads: 1));
        var whole = ProgramRun.Of(Command(setting, files, longLog, threads: 1));
        var chosen = ProgramRun.Of(Command(setting, files, longLog));
        var rate = (setting.Events - setting.Events / 4) / (whole.CpuSeconds - brief.CpuSeconds);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{setting.Name, -9} {(setting.IsFine ? "fine" : "coarse"), -8} {rate / 1e6, 14:F2} {setting.Events / chosen.WallSeconds / 1e6, 23:F2} {whole.PeakBytes / 1e6, 9:F0}"
        );
        File.Delete(longLog);
        File.Delete(shortLog);
        if (formulas.Count == 1 && Environment.GetEnvironmentVariable("MONPOLY") is { Length: > 0 } monPoly)
        {
            var count = setting.IsFine ? ReferenceFine : ReferenceCoarse;
            var log = Log(setting, count);
            var reference = ProgramRun.Of(
                [monPoly, "-sig", Path.Combine(setting.Folder, "log.sig"), "-formula", files[0], "-log", log],
                limit: ReferenceLimit
            );
            // What did not end in time is slower than all of its log in that time.
            var other = count / reference.CpuSeconds;
            text += string.Create(
                CultureInfo.InvariantCulture,
                $" {(reference.IsWhole ? "" : "< ") + (other / 1e3).ToString("F1", CultureInfo.InvariantCulture), 24} {(reference.IsWhole ? "" : "> ") + (rate / other).ToString("F0", CultureInfo.InvariantCulture), 7}"
            );
            File.Delete(log);
        }
        Console.WriteLine(text);
    }

    private static List<string> Command(Setting setting, List<string> formulas, string log, int? threads = null) =>
        [
            setting.Program,
            "monitor",
            "--signature",
            Path.Combine(setting.Folder, "log.sig"),
            "--formula",
            .. formulas,
            "--log",
            log,
            .. threads is { } number ? (string[])["--threads", number.ToString(CultureInfo.InvariantCulture)] : [],
        ];

    private static string Log(Setting setting, int events)
    {
        var path = Path.Combine(setting.Folder, $"{setting.Kind}{events}.log");
        using var file = File.Create(path);
        LogGenerator.For(setting.Kind, events, setting.IsFine).Write(file);
        return path;
    }

    private sealed record Setting(string Program, string Folder, string Name, string Kind, bool IsFine, int Events);
}
