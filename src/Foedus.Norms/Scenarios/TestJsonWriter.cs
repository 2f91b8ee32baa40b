using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foedus.Norms.Scenarios;

/// <summary>Writes how scenarios came out as NDJSON: one object a scenario, then one with the coverage.</summary>
public static class TestJsonWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TestReport report, Stream output)
    {
        foreach (var scenario in report.Scenarios)
        {
            WriteLine(output, json => WriteScenario(json, report.Agreement, scenario));
        }
        WriteLine(output, json => WriteCoverage(json, report));
    }

    private static void WriteLine(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            write(json);
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteScenario(Utf8JsonWriter json, string agreement, ScenarioResult scenario)
    {
        json.WriteStartObject();
        json.WriteString("agreement"u8, agreement);
        json.WriteString("scenario"u8, scenario.Name);
        json.WriteString("file"u8, scenario.Span.File);
        json.WriteNumber("line"u8, scenario.Span.Line);
        json.WriteBoolean("passed"u8, scenario.Passed);
        json.WriteStartArray("failures"u8);
        foreach (var failure in scenario.Failures)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, failure.Span.Line);
            json.WriteString("step"u8, failure.Words);
            json.WriteString("expected"u8, failure.Expected);
            json.WriteString("actual"u8, failure.Actual);
            if (failure.Reader is not null)
            {
                json.WriteString("reading"u8, failure.Reader);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, TestReport report)
    {
        json.WriteStartObject();
        json.WriteStartObject("coverage"u8);
        json.WriteString("agreement"u8, report.Agreement);
        json.WriteNumber("passed"u8, report.Passed);
        json.WriteNumber("failed"u8, report.Failed);
        json.WriteNumber("percent"u8, report.CoveragePercent);
        json.WriteStartArray("clauses"u8);
        foreach (var clause in report.Coverage)
        {
            json.WriteStartObject();
            json.WriteString("norm"u8, clause.Clause);
            json.WriteBoolean("activated"u8, clause.Activated);
            json.WriteBoolean("performed"u8, clause.Performed);
            json.WriteBoolean("breached"u8, clause.Breached);
            json.WriteBoolean("decided"u8, clause.IsDecided);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
