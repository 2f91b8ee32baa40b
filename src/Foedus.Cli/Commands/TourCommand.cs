using System.CommandLine;
using System.Globalization;
using Foedus.Analysis.Reporting;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Scenarios;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus tour</c>: the whole path once, over treaties and history that the program carries.</summary>
internal static class TourCommand
{
    private const string History = "treaties/history/ucdp-ukraine-2014-2021.csv";

    private const string Replayed = "minsk2-2015";

    private static readonly string[] Treaties = ["ukraine-2025", Replayed];

    public static Command Create(Edge edge)
    {
        var @out = new Option<string>("--out")
        {
            Description = "Where the report is written.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "foedus-tour.html",
        };
        var command = new Command(
            "tour",
            "Compiles two treaties, runs their scenarios, replays the recorded war of 2014 to 2021 through one of them, and writes a report.\n\n"
                + "Example: foedus tour --out report.html"
        )
        {
            @out,
        };
        command.SetAction(parse => Run(edge, parse.GetRequiredValue(@out)));
        return command;
    }

    private static int Run(Edge edge, string path)
    {
        var files = new EmbeddedFiles();
        var cores = new Dictionary<string, Agreement>(StringComparer.Ordinal);
        edge.Out.Write("1. Two treaties, compiled\n\n");
        foreach (var id in Treaties)
        {
            var compilation = AgreementFile.Compile(files, PathOf(id));
            if (compilation.Core is not { } core)
            {
                throw new UnusableInputException(
                    $"{PathOf(id)}: The program's own treaty does not compile: {compilation.Diagnostics.First(found => found.Level == Level.Error)}"
                );
            }
            cores[id] = core;
            var warnings = compilation.Diagnostics.Count(found => found.Level == Level.Warning);
            edge.Out.Write($"   {id}: {core.Clauses.Length} norms, {warnings} warnings\n   {"", -2}{Grades(core)}\n");
        }

        edge.Out.Write("\n2. Their scenarios, run\n\n");
        var failed = 0;
        foreach (var (id, core) in cores)
        {
            var tests = ScenarioRunner.Run(core);
            failed += tests.Failed;
            edge.Out.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"   {id}: {tests.Passed} of {tests.Scenarios.Length} pass, {tests.CoveragePercent} % of the norms covered\n"
                )
            );
        }

        edge.Out.Write($"\n3. 2014 to 2021, replayed through {Replayed}\n\n");
        var report = BacktestFiles.Read(files, cores[Replayed], History, $"treaties/{Replayed}.map.yaml");
        BacktestText.Write(report, edge.Out);
        BacktestFiles.Write(edge, report, ReportFormat.Html, path);

        edge.Out.Write($"\n4. The same with pictures: {edge.Files.FullPath(path)}\n");
        edge.Out.Write(
            $"\nNext: foedus check, test, explain, run, diff or backtest with a treaty of your own; foedus --help.\n"
        );
        return failed > 0 ? ExitCode.No : ExitCode.Done;
    }

    private static string PathOf(string id) => $"treaties/{id}.foedus.md";

    /// <summary>How many norms have which least grade.</summary>
    private static string Grades(Agreement core)
    {
        var least = core
            .Clauses.Where(clause => !clause.Grades.IsDefaultOrEmpty)
            .Select(clause => clause.Grades.Min(grade => grade.Grade))
            .ToList();
        string[] words = ["open", "self-judging", "delegated", "bounded choice", "determinate"];
        return "precision: "
            + string.Join(
                ", ",
                Enumerable
                    .Range(0, 5)
                    .Reverse()
                    .Select(grade => $"{least.Count(found => found == grade)} {words[grade]} (P{grade})")
            );
    }
}
