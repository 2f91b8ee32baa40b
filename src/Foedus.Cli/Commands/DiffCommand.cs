using System.CommandLine;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Reporting;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus diff</c>: what each party owes more, less or otherwise.</summary>
internal static class DiffCommand
{
    /// <summary>Enough to see which findings come and go; how findings grow with the number of parties is what <c>check</c> tells.</summary>
    private const int FewParties = 3;

    public static Command Create(Edge edge)
    {
        var old = new Argument<string>("OLD") { Description = "The earlier agreement or draft." };
        var @new = new Argument<string>("NEW") { Description = "The later one." };
        var format = new Option<OutputFormat>("--format") { Description = "text or json.", HelpName = "text|json" };
        var command = new Command(
            "diff",
            "Compares two agreements by what they oblige: what each party owes more, less or otherwise;\nand by what the checks find in one and not in the other.\n\n"
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
            var options = new CheckOptions(FewParties);
            var findings = FindingComparison.Compare(
                before,
                AgreementCheck.Run(before, options),
                after,
                AgreementCheck.Run(after, options)
            );
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                edge.Out.Flush();
                DifferenceJson.Write(difference, findings, edge.Output);
                edge.Output.Write("\n"u8);
            }
            else
            {
                DifferenceText.Write(difference, findings, edge.Out);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
