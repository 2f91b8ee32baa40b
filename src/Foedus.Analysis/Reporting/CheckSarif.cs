using System.Text.Json;
using Foedus.Analysis.Checks;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;

namespace Foedus.Analysis.Reporting;

/// <summary>Findings as SARIF 2.1.0, the format of OASIS that code hosts and editors read.</summary>
public static class CheckSarif
{
    public static void Write(
        IReadOnlyList<CheckedAgreement> agreements,
        IReadOnlyList<TogetherResult> together,
        string version,
        Stream to
    )
    {
        using var json = IndentedJson.To(to);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "foedus");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        var rules = agreements
            .SelectMany(agreement =>
                agreement
                    .Findings.Select(finding => (finding.Code, finding.Why))
                    .Concat(agreement.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Why)))
            )
            .Concat(together.SelectMany(result => result.Findings.Select(finding => (finding.Code, finding.Why))))
            .DistinctBy(rule => rule.Code)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", rule.Why);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var agreement in agreements)
        {
            foreach (var finding in agreement.Findings)
            {
                Result(json, finding);
            }
            foreach (var diagnostic in agreement.Diagnostics)
            {
                var level =
                    diagnostic.Level == Level.Error ? "error"
                    : diagnostic.Level == Level.Warning ? "warning"
                    : "note";
                Result(json, diagnostic.Code, level, $"{diagnostic.Message} {diagnostic.How}", diagnostic.Span);
            }
            foreach (var inserted in agreement.Defaults)
            {
                Result(json, inserted.Code, "note", $"{inserted.Provision}: {inserted.Says}", inserted.Span);
            }
        }
        foreach (var finding in together.SelectMany(result => result.Findings))
        {
            Result(json, finding);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Finding finding) =>
        Result(
            json,
            finding.Code,
            finding.Level.ToString().ToLowerInvariant(),
            $"{finding.Provision}: {finding.Message} {finding.How}",
            finding.Span
        );

    private static void Result(Utf8JsonWriter json, string code, string level, string message, SourceSpan span)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", code);
        json.WriteString("level", level);
        json.WriteStartObject("message");
        json.WriteString("text", message);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString(
            "uri",
            string.Join('/', (span.File ?? "").Replace('\\', '/').Split('/').Select(Uri.EscapeDataString))
        );
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, span.Line));
        json.WriteNumber("startColumn", Math.Max(1, span.Column));
        json.WriteNumber("charOffset", Math.Max(0, span.Start));
        json.WriteNumber("charLength", Math.Max(0, span.End - span.Start));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
