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
        var format = new Option<Format>("--format")
        {
            Description = "text, json, sarif or html.",
            HelpName = "text|json|sarif|html",
        };
        var parties = new Option<int>("--max-parties")
        {
            Description = "The largest number of parties to try where the text leaves them open (2 to 50).",
            DefaultValueFactory = _ => CheckOptions.Default.MaxParties,
            HelpName = "N",
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
            Description =
                "Also write the course of events of each finding into this folder, as an event file that 'foedus run' replays.",
            HelpName = "DIR",
        };
        var assume = new Option<string[]>("--assume")
        {
            Description =
                "Also take this as given, as in 'It is assumed that each Guarantor complies with Article 3.'; may be repeated. Whether it can be true is checked.",
            HelpName = "TEXT",
        };
        var command = new Command(
            "check",
            "Says whether agreements are concrete, binding and effective, and what is wrong with them, each finding with a course of\n"
                + "events that shows it. Exit code 1 if there is an error.\n\n"
                + "Several agreements are checked each by itself and then together: what one demands and the other forbids, and what\n"
                + "becomes of a guarantee when the agreement that arms it does not come or ends.\n\n"
                + "Example: foedus check treaties/examples/sketch.foedus.md --witnesses found"
        )
        {
            agreements,
            format,
            parties,
            limit,
            assume,
            witnesses,
        };
        command.SetAction(parse =>
        {
            var begin = edge.Clock.GetTimestamp();
            var seconds = parse.GetValue(limit);
            var options = new CheckOptions(
                parse.GetValue(parties),
                () => seconds is { } most && edge.Clock.GetElapsedTime(begin).TotalSeconds >= most,
                edge.ErrorIsTerminal ? what => edge.Error.Write($"\r\u001b[K{what} …") : static _ => { }
            );
            var added = Annex(parse.GetValue(assume) ?? []);
            var findings = parse
                .GetRequiredValue(agreements)
                .Select(path => Check(edge.Files, path, options, added))
                .ToList();
            var together = Together(findings, options).ToList();
            if (edge.ErrorIsTerminal)
            {
                edge.Error.Write("\r\u001b[K");
                edge.Error.Flush();
            }
            if (parse.GetValue(witnesses) is { } folder)
            {
                WriteWitnesses(edge.Files, folder, findings, together);
            }
            Write(edge, findings, together, parse.GetValue(format));
            return
                findings.Exists(found => found.Compilation.Core is null || found.Count(Level.Error) > 0)
                || together.Exists(result => result.Findings.Any(finding => finding.Level == Level.Error))
                ? ExitCode.No
                : ExitCode.Done;
        });
        return command;
    }

    /// <summary>The assumptions as sentences of their own; one may be given with or without its beginning and its full stop.</summary>
    private static string Annex(string[] assumptions)
    {
        if (assumptions.Length == 0)
        {
            return "";
        }
        const string Begin = "It is assumed that ";
        var sentences = assumptions
            .Select(text => text.Trim().TrimEnd('.'))
            .Select(
                (text, index) =>
                    $"{index + 1}. {(text.StartsWith(Begin, StringComparison.Ordinal) ? "" : Begin)}{text}."
            );
        return $"\n\n## Annex 999 (Assumed for this check)\n\n```foedus\n{string.Join('\n', sentences)}\n```\n";
    }

    /// <summary>An agreement that rests on another with a text; then each pair, armed by each other or side by side.</summary>
    private static IEnumerable<TogetherResult> Together(List<CheckedAgreement> agreements, CheckOptions options)
    {
        foreach (var agreement in agreements)
        {
            if (
                agreement.Compilation.Core is { Clauses.IsEmpty: false } core
                && core.Agreements.Skip(1).Any(rested => rested.HasText)
            )
            {
                yield return TogetherCheck.Armed(core);
            }
        }
        for (var i = 0; i < agreements.Count; i++)
        {
            for (var j = i + 1; j < agreements.Count; j++)
            {
                if (
                    agreements[i].Compilation.Core is not { Clauses.IsEmpty: false } first
                    || agreements[j].Compilation.Core is not { Clauses.IsEmpty: false } second
                )
                {
                    continue;
                }
                options.Progress($"{first.Title} and {second.Title} together");
                if (
                    (
                        LinkedAgreement.Of(agreements[i], agreements[j])
                        ?? LinkedAgreement.Of(agreements[j], agreements[i])
                    ) is
                    { } linked
                )
                {
                    yield return TogetherCheck.Armed(linked);
                }
                yield return TogetherCheck.Compare(first, second);
            }
        }
    }

    private static CheckedAgreement Check(IFiles files, string path, CheckOptions options, string added)
    {
        var sources = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        var compilation = AgreementFile.Compile(files, path, source => sources[source.Path] = source, added);
        var own = sources[path].Content.Length - added.Length;
        if (
            compilation.Diagnostics.FirstOrDefault(one =>
                one.Level == Level.Error && one.Span.File == path && one.Span.Start >= own
            ) is
            { } wrong
        )
        {
            // No line of the file: the fault is in the option.
            throw new UnusableInputException($"--assume, with {path}: {wrong.Message} {wrong.How}");
        }
        var result = compilation.Core is { Clauses.IsEmpty: false } core ? AgreementCheck.Run(core, options) : null;
        return new CheckedAgreement(path, compilation, sources, result);
    }

    private static void WriteWitnesses(
        IFiles files,
        string folder,
        List<CheckedAgreement> agreements,
        List<TogetherResult> together
    )
    {
        files.CreateFolder(folder);
        foreach (var agreement in agreements)
        {
            WriteWitnesses(files, folder, agreement.Compilation.Core?.Id ?? "agreement", agreement.Findings);
        }
        for (var i = 0; i < together.Count; i++)
        {
            WriteWitnesses(
                files,
                folder,
                $"together-{(i + 1).ToString(CultureInfo.InvariantCulture)}",
                together[i].Findings
            );
        }
    }

    private static void WriteWitnesses(IFiles files, string folder, string id, IEnumerable<Finding> findings)
    {
        var number = 0;
        foreach (var finding in findings)
        {
            number++;
            if (finding.Witness is not { } witness)
            {
                continue;
            }
            var name = $"{id}-{number.ToString("00", CultureInfo.InvariantCulture)}-{finding.Code}.events.ndjson";
            using var file = files.Create(Path.Combine(folder, name));
            file.Write(Encoding.UTF8.GetBytes(string.Join('\n', witness.Lines) + "\n"));
        }
    }

    private static void Write(Edge edge, List<CheckedAgreement> findings, List<TogetherResult> together, Format format)
    {
        if (format == Format.Text)
        {
            var text = new CheckText(edge.Out, edge.OutHasColour);
            findings.ForEach(text.Write);
            together.ForEach(result => text.Write(result, findings));
            text.WriteTotal(findings, together);
            return;
        }
        if (format == Format.Html)
        {
            edge.Out.Write(CheckHtml.Page(findings, together));
            return;
        }
        edge.Out.Flush();
        if (format == Format.Json)
        {
            CheckJson.Write(findings, together, edge.Output);
        }
        else
        {
            CheckSarif.Write(findings, together, FoedusCli.Version, edge.Output);
        }
        edge.Output.Write("\n"u8);
    }
}
