using System.CommandLine;
using Foedus.Analysis.Reporting;
using Foedus.Language;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus check</c>: what the compiler finds in agreements, and how precise their clauses are.</summary>
internal static class CheckCommand
{
    private enum Format
    {
        Text,
        Json,
        Sarif,
    }

    public static Command Create(Edge edge)
    {
        var agreements = new Argument<string[]>("AGREEMENT")
        {
            Description = "Agreements (.foedus.md).",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<Format>("--format") { Description = "text, json or sarif." };
        var command = new Command(
            "check",
            "Finds faults and vague words in agreements and grades the precision of every clause. Exit code 1 if there is an error.\n\n"
                + "Example: foedus check treaties/ukraine-2025.foedus.md"
        )
        {
            agreements,
            format,
        };
        command.SetAction(parse =>
        {
            var findings = parse.GetRequiredValue(agreements).Select(path => Check(edge.Files, path)).ToList();
            Write(edge, findings, parse.GetValue(format));
            return findings.Exists(found => found.Compilation.Core is null || found.Count(Level.Error) > 0) ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    private static CheckedAgreement Check(IFiles files, string path)
    {
        var sources = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        return new CheckedAgreement(path, AgreementFile.Compile(files, path, source => sources[source.Path] = source), sources);
    }

    private static void Write(Edge edge, List<CheckedAgreement> findings, Format format)
    {
        if (format == Format.Text)
        {
            var text = new CheckText(edge.Out, edge.OutHasColour);
            findings.ForEach(text.Write);
            text.WriteTotal(findings);
            return;
        }
        edge.Out.Flush();
        if (format == Format.Json)
        {
            CheckJson.Write(findings, edge.Output);
        }
        else
        {
            CheckSarif.Write(findings, FoedusCli.Version, edge.Output);
        }
        edge.Output.Write("\n"u8);
    }
}
