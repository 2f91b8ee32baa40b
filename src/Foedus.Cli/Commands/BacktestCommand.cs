using System.CommandLine;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus backtest</c>: an agreement against recorded history.</summary>
internal static class BacktestCommand
{
    public static Command Create(Edge edge)
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "The agreement (.foedus.md)." };
        var history = new Option<string>("--history")
        {
            Description = "What happened: a CSV file.",
            Required = true,
            HelpName = "FILE",
        };
        var map = new Option<string>("--map")
        {
            Description = "How to read it: a YAML file (docs/backtest.md).",
            Required = true,
            HelpName = "FILE",
        };
        var format = ReportOutput.Format();
        var @out = ReportOutput.Path();
        var command = new Command(
            "backtest",
            "Replays recorded history through an agreement: for each truce when it was first broken, how long it held, what happened before and after, and which duties were triggered and missed.\n\n"
                + "Example: foedus backtest treaties/minsk2-2015.foedus.md --history treaties/history/ucdp-ukraine-2014-2021.csv --map treaties/minsk2-2015.map.yaml --format html --out report.html"
        )
        {
            agreement,
            history,
            map,
            format,
            @out,
        };
        command.SetAction(parse =>
        {
            if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core))
            {
                return ExitCode.No;
            }
            var report = BacktestFiles.Read(
                edge.Files,
                core,
                parse.GetRequiredValue(history),
                parse.GetRequiredValue(map)
            );
            BacktestFiles.Write(edge, report, parse.GetValue(format), parse.GetValue(@out));
            return ExitCode.Done;
        });
        return command;
    }
}
