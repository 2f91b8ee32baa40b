using System.CommandLine;
using System.Text;
using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Rehearsing;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus stress</c>: how likely an agreement's promises are kept, and who they hang on.</summary>
internal static class StressCommand
{
    private const int LargestPlan = 1 << 20;

    private enum Format
    {
        Text,
        Json,
        Html,
    }

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
        var format = new Option<Format>("--format")
        {
            Description = "text, json or html.",
            HelpName = "text|json|html",
        };
        var @out = new Option<string?>("--out")
        {
            Description = "The file to write the report to, instead of standard output.",
            HelpName = "FILE",
        };
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
                var more = problems.Count > 1 ? $" ({problems.Count - 1} more problems follow.)" : "";
                throw new UnusableInputException($"{problems[0]}{more}");
            }
            Write(edge, report, parse.GetValue(format), parse.GetValue(@out));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Edge edge, StressReport report, Format format, string? path)
    {
        if (path is null)
        {
            edge.Out.Flush();
            Write(edge.Output, report, format);
            return;
        }
        using var stream = edge.Files.Create(path);
        Write(stream, report, format);
    }

    private static void Write(Stream to, StressReport report, Format format)
    {
        if (format == Format.Json)
        {
            StressJson.Write(report, to);
            to.Write("\n"u8);
            return;
        }
        using var writer = new StreamWriter(
            to,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        )
        {
            NewLine = "\n",
        };
        if (format == Format.Html)
        {
            writer.Write(StressHtml.Page(report));
        }
        else
        {
            StressText.Write(report, writer);
        }
    }
}
