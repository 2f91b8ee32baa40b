using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Norms.Events;

namespace Foedus.Norms.Exporting;

/// <summary>An export as the files of a folder.</summary>
public static class MfotlFiles
{
    public static IReadOnlyList<ExportedFile> Of(string agreement, IReadOnlyList<MfotlExport> exports)
    {
        var files = new List<ExportedFile>();
        foreach (var export in exports)
        {
            var folder = export.Reader is null ? "" : ExportNames.Of(export.Reader) + "/";
            files.Add(new(folder + "treaty.sig", export.Signature));
            files.Add(new(folder + "history.log", export.Log));
            foreach (var (id, formula) in export.Formulas)
            {
                files.Add(new(FormulaPath(folder, id), formula + "\n"));
            }
            files.Add(new(folder + "breaches.txt", Breaches(export)));
            files.Add(new(folder + "manifest.json", Manifest(agreement, export)));
            files.Add(new(folder + "README.md", Readme(agreement, export)));
        }
        return files;
    }

    private static string FormulaPath(string folder, string id) => $"{folder}{ExportNames.Of(id)}.mfotl";

    private static string Breaches(MfotlExport export)
    {
        var text = new StringBuilder();
        foreach (var breach in export.Breaches)
        {
            text.Append(ExportNames.Of(breach.ClauseId)).Append(": ").Append(breach).Append('\n');
        }
        return text.ToString();
    }

    private static string Manifest(string agreement, MfotlExport export)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("agreement", agreement);
            if (export.Reader is not null)
            {
                json.WriteString("reader", export.Reader);
            }
            json.WriteString("stamps", $"milliseconds since {EventTime.Format(export.Origin)}");
            json.WriteString("signature", "treaty.sig");
            json.WriteString("log", "history.log");
            json.WriteString("breaches", "breaches.txt");
            json.WriteStartArray("clauses");
            foreach (var (id, _) in export.Formulas)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("formula", FormulaPath("", id));
                json.WriteNumber("breaches", export.Breaches.Count(breach => breach.ClauseId == id));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("withoutFormula");
            foreach (var (id, why) in export.Refused)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("why", why);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Readme(string agreement, MfotlExport export)
    {
        var text = new StringBuilder();
        text.Append("# Breach conditions of ").Append(agreement);
        if (export.Reader is not null)
        {
            text.Append(", as ").Append(export.Reader).Append(" reads it");
        }
        text.Append(
            """


            Metric first-order temporal logic in MonPoly's formats. Each formula holds exactly where its clause is breached: a
            verdict's stamp is the instant of the breach, its tuple says who (b), toward whom (c), in which instance (i), after
            whose breach (v) and by which act (e). `breaches.txt` has what `foedus run` found on the same events.

                monpoly -sig treaty.sig -log history.log -formula CLAUSE.mfotl
                foedus monitor --signature treaty.sig --log history.log --formula CLAUSE.mfotl

            Stamps are milliseconds; `manifest.json` says since when. `settled` marks that all consequences of an event are in, `closed` that everything up to
            and including the stamp is: a deadline passes there, and an act at the very deadline came before.

            The machine says whom a clause binds and until when (`opened`, `ended`), which act serves which instance of a duty
            (`performed`), deadlines that a calendar or another anchor fixes (`due`), and when states, participation and sums
            begin and end (`fact`). The formulas decide whether a duty was performed in time, whether an act was forbidden, and
            every condition over history (`history`), which is the formula the machine itself runs.

            ## Clauses with a formula


            """
        );
        foreach (var (id, _) in export.Formulas)
        {
            var count = export.Breaches.Count(breach => breach.ClauseId == id);
            text.Append(
                CultureInfo.InvariantCulture,
                $"- {id}: [{FormulaPath("", id)}]({FormulaPath("", id)}), {count} breaches\n"
            );
        }
        text.Append("\n## Clauses without one\n\n");
        foreach (var (id, why) in export.Refused)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {id}: {why}\n");
        }
        return text.ToString().ReplaceLineEndings("\n");
    }
}
