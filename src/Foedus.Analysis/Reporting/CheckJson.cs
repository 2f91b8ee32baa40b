using System.Text.Json;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Reporting;

/// <summary>Findings as one JSON object.</summary>
public static class CheckJson
{
    public static void Write(
        IReadOnlyList<CheckedAgreement> agreements,
        IReadOnlyList<TogetherResult> together,
        Stream to
    )
    {
        using var json = IndentedJson.To(to);
        json.WriteStartObject();
        json.WriteStartArray("agreements");
        foreach (var agreement in agreements)
        {
            Write(json, agreement);
        }
        json.WriteEndArray();
        json.WriteStartArray("together");
        foreach (var result in together)
        {
            json.WriteStartObject();
            json.WriteString("names", result.Names);
            json.WriteStartArray("findings");
            foreach (var finding in result.Findings)
            {
                Write(json, finding);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        int Total(Level level) =>
            agreements.Sum(agreement => agreement.Count(level))
            + together.Sum(result => result.Findings.Count(finding => finding.Level == level));
        json.WriteNumber("errors", Total(Level.Error));
        json.WriteNumber("warnings", Total(Level.Warning));
        json.WriteNumber("notes", Total(Level.Note));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckedAgreement agreement)
    {
        var core = agreement.Compilation.Core;
        json.WriteStartObject();
        json.WriteString("file", agreement.Path);
        json.WriteString("id", core?.Id);
        json.WriteBoolean("compiles", core is not null);
        if (agreement.Result is { } result)
        {
            json.WriteString("concrete", result.Concrete);
            json.WriteString("binding", result.Binding);
            json.WriteString("effective", result.Effective);
            json.WriteStrings("open", result.Open);
            json.WriteStrings("bounds", result.Bounds);
        }
        if (agreement.Result is { Matrix: var matrix })
        {
            Write(json, matrix);
        }
        json.WriteStartArray("findings");
        foreach (var finding in agreement.Findings)
        {
            Write(json, finding);
        }
        foreach (var diagnostic in agreement.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("level", diagnostic.Level.ToString().ToLowerInvariant());
            json.WriteString("code", diagnostic.Code);
            json.WriteString("message", diagnostic.Message);
            json.WriteString("why", diagnostic.Why);
            json.WriteString("how", diagnostic.How);
            Write(json, diagnostic.Span);
            if (diagnostic.Fix is { } fix)
            {
                json.WriteStartObject("fix");
                json.WriteString("says", fix.Says);
                Write(json, fix.At);
                json.WriteString("newText", fix.NewText);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        foreach (var inserted in agreement.Defaults)
        {
            json.WriteStartObject();
            json.WriteString("level", "note");
            json.WriteString("code", inserted.Code);
            json.WriteString("message", $"{inserted.Provision}: {inserted.Says}");
            Write(json, inserted.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("clauses");
        foreach (var clause in core is null ? [] : core.Clauses)
        {
            Write(json, clause);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("level", finding.Level.ToString().ToLowerInvariant());
        json.WriteString("code", finding.Code);
        json.WriteString("provision", finding.Provision);
        json.WriteString("message", finding.Message);
        json.WriteString("why", finding.Why);
        json.WriteString("how", finding.How);
        Write(json, finding.Span);
        if (finding.Witness is { } witness)
        {
            json.WriteStartObject("witness");
            json.WriteString("until", EventTime.Format(witness.Until));
            json.WriteStrings("telling", witness.Telling);
            json.WriteStartArray("events");
            foreach (var line in witness.Lines)
            {
                json.WriteRawValue(line);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BindingMatrix matrix)
    {
        json.WriteStartArray("matrix");
        foreach (var row in matrix.Rows)
        {
            json.WriteStartObject();
            json.WriteStrings("parties", row.Parties);
            json.WriteBoolean("mayLeave", row.MayLeave);
            json.WriteStartArray("norms");
            for (var i = 0; i < row.Cells.Length; i++)
            {
                var cell = row.Cells[i];
                if (!cell.InForce && !cell.BeforeConsent)
                {
                    continue;
                }
                json.WriteStartObject();
                json.WriteString("provision", matrix.Norms[i]);
                json.WriteNumber("obligation", cell.Grade);
                json.WriteBoolean("beforeConsent", cell.BeforeConsent);
                json.WriteBoolean("inForce", cell.InForce);
                json.WriteBoolean("afterNotice", cell.AfterNotice);
                json.WriteBoolean("afterLeaving", cell.AfterLeaving);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Clause clause)
    {
        var grades = clause.Grades.IsDefaultOrEmpty ? [] : clause.Grades;
        json.WriteStartObject();
        json.WriteString("id", clause.Id);
        json.WriteString("modality", clause.Modality.ToString().ToLowerInvariant());
        json.WriteBoolean("binding", clause.IsBinding);
        if (grades.Length > 0)
        {
            json.WriteNumber("precision", grades.Min(grade => grade.Grade));
        }
        json.WriteStartArray("slots");
        foreach (var grade in grades)
        {
            json.WriteStartObject();
            json.WriteString("slot", CheckText.SlotName(grade.Slot));
            json.WriteNumber("precision", grade.Grade);
            json.WriteString("because", grade.Because);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, clause.Span);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartObject("at");
        json.WriteString("file", span.File);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
        json.WriteNumber("start", span.Start);
        json.WriteNumber("end", span.End);
        json.WriteEndObject();
    }
}
