using System.CommandLine;
using Foedus.Analysis.Inputs;
using Foedus.Analysis.Rehearsing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus stress</c>: how likely an agreement's promises are kept, and who they hang on.</summary>
internal static class StressCommand
{
    private const int LargestPlan = 1 << 20;

    public static Command Create(Edge edge)
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "The agreement (.foedus.md)." };
        var plan = new Option<string>("--plan")
        {
            Description = "Who takes part, and how likely each does what it owes: a YAML file (docs/stress.md).",
            Required = true,
            HelpName = "FILE",
        };
        var seed = new Option<long?>("--seed")
        {
            Description = "The seed, instead of the plan's.",
            HelpName = "NUMBER",
        };
        seed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is < 0)
            {
                result.AddError("--seed is a whole number, at least 0");
            }
        });
        var format = ReportOutput.Format();
        var @out = ReportOutput.Path();
        var command = new Command(
            "stress",
            "Rehearses an agreement: how likely each of its promises is kept by each hour, and who it hangs on, if the parties\n"
                + "act as a plan says.\n\n"
                + "Example: foedus stress treaties/examples/sketch.foedus.md --plan treaties/examples/sketch.plan.yaml"
        )
        {
            agreement,
            plan,
            seed,
            format,
            @out,
        };
        command.SetAction(parse =>
        {
            if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core))
            {
                return ExitCode.No;
            }
            var path = parse.GetRequiredValue(plan);
            var problems = new List<InputProblem>();
            var read = PlanReader.Read(InputText.Read(edge.Files, path, "a plan", LargestPlan), path, core, problems);
            var report = read is null
                ? null
                : Rehearsal.Run(core, read with { Seed = parse.GetValue(seed) ?? read.Seed }, problems);
            if (report is null)
            {
                throw ReportOutput.Refusal(problems);
            }
            ReportOutput.Write(
                edge,
                parse.GetValue(@out),
                parse.GetValue(format),
                to => StressJson.Write(report, to),
                () => StressHtml.Page(report),
                writer => StressText.Write(report, writer)
            );
            return ExitCode.Done;
        });
        return command;
    }
}
