using System.CommandLine;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Reporting;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus diff</c>: what each party owes more, less or otherwise.</summary>
internal static class DiffCommand
{
    public static Command Create(Edge edge)
    {
        var old = new Argument<string>("OLD") { Description = "The earlier agreement or draft." };
        var @new = new Argument<string>("NEW") { Description = "The later one." };
        var format = new Option<OutputFormat>("--format") { Description = "text or json." };
        var command = new Command(
            "diff",
            "Compares two agreements by what they oblige: what each party owes more, less or otherwise.\n\n"
                + "Example: foedus diff treaties/paris-2026-draft.foedus.md treaties/paris-2026.foedus.md"
        )
        {
            old,
            @new,
            format,
        };
        command.SetAction(parse =>
        {
            var compiles = AgreementFile.TryCompile(edge, parse.GetRequiredValue(old), out var before);
            // Both are compiled, so that one run names the faults of both.
            compiles &= AgreementFile.TryCompile(edge, parse.GetRequiredValue(@new), out var after);
            if (!compiles || before is null || after is null)
            {
                return ExitCode.No;
            }
            var difference = AgreementComparison.Compare(before, after);
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                edge.Out.Flush();
                DifferenceJson.Write(difference, edge.Output);
                edge.Output.Write("\n"u8);
            }
            else
            {
                DifferenceText.Write(difference, edge.Out);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
