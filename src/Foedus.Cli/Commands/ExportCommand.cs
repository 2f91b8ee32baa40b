using System.CommandLine;
using System.Text;
using Foedus.Norms.Exporting;

namespace Foedus.Cli.Commands;

/// <summary><c>foedus export</c>: the same verdicts in the formats of other tools.</summary>
internal static class ExportCommand
{
    public static Command Create(Edge edge)
    {
        var agreement = ReplayOptionList.Agreement();
        var events = new Argument<string>("EVENTS") { Description = "The event file, one JSON object a line." };
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder to write to; it is made if it is not there.",
        };
        var to = new Option<string>("--to")
        {
            Description =
                "mfotl: each breach condition as a formula, with signature and log for MonPoly and foedus monitor.",
            HelpName = "mfotl",
            Required = true,
        };
        to.AcceptOnlyFromAmong("mfotl");
        var until = ReplayOptionList.Until();
        var command = new Command(
            "export",
            "Writes the breach conditions of an agreement, and the events of a file, in the formats of another tool.\n\n"
                + "Example: foedus export ukraine.foedus.md events.ndjson --to mfotl recheck"
        )
        {
            agreement,
            events,
            to,
            folder,
            until,
        };
        command.SetAction(parse =>
        {
            if (!AgreementFile.TryCompile(edge, parse.GetRequiredValue(agreement), out var core))
            {
                return ExitCode.No;
            }
            var file = new EventFile(edge.Files, parse.GetRequiredValue(events), null);
            var exports = MfotlExporter.Export(core, machine => file.ReadKnown(machine), parse.GetValue(until));
            var path = parse.GetRequiredValue(folder);
            foreach (var written in MfotlFiles.Of(core.Id, exports))
            {
                Write(edge, Path.Combine(path, written.Path), written.Text);
            }
            foreach (var export in exports)
            {
                Report(edge, path, export);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Edge edge, string path, string text)
    {
        edge.Files.CreateFolder(Path.GetDirectoryName(path) ?? "");
        using var stream = edge.Files.Create(path);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Report(Edge edge, string path, MfotlExport export)
    {
        var reading = export.Reader is null ? "" : $" (reading of {export.Reader})";
        edge.Out.Write(
            $"{path}{reading}: {export.Formulas.Count} clauses with a formula, {export.Breaches.Count} breaches\n"
        );
        edge.Out.Flush();
        foreach (var (id, why) in export.Refused)
        {
            edge.Error.Write($"foedus: {id} has no formula{reading}: {why}.\n");
        }
    }
}
