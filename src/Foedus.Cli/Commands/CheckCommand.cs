using System.CommandLine;
using System.Globalization;
using System.Text;
using Foedus.Analysis.Checks;
using Foedus.Analysis.Reporting;
using Foedus.Language;
using Foedus.Language.Diagnostics;
using Foedus.Language.Text;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus check</c>: whether agreements are concrete, binding and effective, and what is wrong with them.</summary>
internal static class CheckCommand
{
    private enum Format
    {
        Text,
        Json,
        Sarif,
        Html,
    }

    public static Command Create(Edge edge)
    {
        var agreements = new Argument<string[]>("AGREEMENT")
        {
            Description = "Agreements (.foedus.md).",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<Format>("--format") { Description = "text, json, sarif or html." };
        var parties = new Option<int>("--max-parties")
        {
            Description = "The largest number of parties to try where the text leaves them open (2 to 50).",
            DefaultValueFactory = _ => CheckOptions.Default.MaxParties,
        };
        parties.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 2 or > 50)
            {
                result.AddError("--max-parties is a number from 2 to 50");
            }
        });
        var limit = new Option<int?>("--time-limit")
        {
            Description = "Stop trying coalitions after so many seconds; the report says what was not covered.",
            HelpName = "SECONDS",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--time-limit is a number of seconds, at least 1");
            }
        });
        var witnesses = new Option<string>("--witnesses")
        {
            Description = "Also write the course of events of each finding into this folder, as an event file that 'foedus run' replays.",
            HelpName = "DIR",
        };
        var command = new Command(
            "check",
            "Says whether agreements are concrete, binding and effective, and what is wrong with them, each finding with a course of\n"
                + "events that shows it. Exit code 1 if there is an error.\n\n"
                + "Example: foedus check treaties/examples/sketch.foedus.md --witnesses found"
        )
        {
            agreements,
            format,
            parties,
            limit,
            witnesses,
        };
        command.SetAction(parse =>
        {
            var begin = edge.Clock.GetTimestamp();
            var seconds = parse.GetValue(limit);
            var options = new CheckOptions(parse.GetValue(parties), () => seconds is { } most && edge.Clock.GetElapsedTime(begin).TotalSeconds >= most);
            var findings = parse.GetRequiredValue(agreements).Select(path => Check(edge.Files, path, options)).ToList();
            if (parse.GetValue(witnesses) is { } folder)
            {
                WriteWitnesses(edge.Files, folder, findings);
            }
            Write(edge, findings, parse.GetValue(format));
            return findings.Exists(found => found.Compilation.Core is null || found.Count(Level.Error) > 0) ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    private static CheckedAgreement Check(IFiles files, string path, CheckOptions options)
    {
        var sources = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        var compilation = AgreementFile.Compile(files, path, source => sources[source.Path] = source);
        var result = compilation.Core is { Clauses.IsEmpty: false } core ? AgreementCheck.Run(core, options) : null;
        return new CheckedAgreement(path, compilation, sources, result);
    }

    private static void WriteWitnesses(IFiles files, string folder, List<CheckedAgreement> agreements)
    {
        files.CreateFolder(folder);
        foreach (var agreement in agreements)
        {
            var number = 0;
            foreach (var finding in agreement.Findings)
            {
                number++;
                if (finding.Witness is not { } witness)
                {
                    continue;
                }
                var name = $"{agreement.Compilation.Core?.Id}-{number.ToString("00", CultureInfo.InvariantCulture)}-{finding.Code}.events.ndjson";
                using var file = files.Create(Path.Combine(folder, name));
                file.Write(Encoding.UTF8.GetBytes(string.Join('\n', witness.Lines) + "\n"));
            }
        }
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
        if (format == Format.Html)
        {
            edge.Out.Write(CheckHtml.Page(findings));
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
