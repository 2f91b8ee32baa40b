using System.CommandLine;
using Foedus.Norms.Scenarios;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus test</c>: runs the scenarios in agreement files and prints what of their clauses they cover.</summary>
internal static class TestCommand
{
    public static Command Create(Edge edge)
    {
        var agreements = new Argument<string[]>("AGREEMENT")
        {
            Description = "The agreements, NAME.foedus.md.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = ReplayOptionList.Format();
        var command = new Command(
            "test",
            "Runs the scenarios in the files and prints which clauses they activate, perform and breach.\n\n"
                + "Example: foedus test treaties/nato-1949.foedus.md"
        )
        {
            agreements,
            format,
        };
        command.SetAction(parse =>
        {
            var exitCode = ExitCode.Done;
            var reports = new List<TestReport>();
            foreach (var path in parse.GetRequiredValue(agreements))
            {
                if (!AgreementFile.TryCompile(edge, path, out var core))
                {
                    exitCode = ExitCode.No;
                    continue;
                }
                var report = ScenarioRunner.Run(core);
                reports.Add(report);
                exitCode = report.Failed > 0 ? ExitCode.No : exitCode;
                if (parse.GetValue(format) == OutputFormat.Json)
                {
                    TestJsonWriter.Write(report, edge.Output);
                }
                else
                {
                    TestTextWriter.Write(report, edge.Out);
                }
            }
            if (parse.GetValue(format) == OutputFormat.Text && reports.Count > 1)
            {
                edge.Out.Write(
                    $"{reports.Count} agreements: {reports.Sum(report => report.Passed)} scenarios passed, {reports.Sum(report => report.Failed)} failed\n"
                );
            }
            return exitCode;
        });
        return command;
    }
}
