using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Scenarios;

/// <summary>
/// Turns the steps of a scenario into events by writing the line of an event file and reading it, so that a scenario can
/// say nothing that a file cannot.
/// </summary>
internal sealed class ScenarioEvents
{
    private readonly EventParser parser = new();
    private int count;

    /// <summary>False, and why, where the step makes no event.</summary>
    public bool TryMake(ScenarioEvent step, long knownUntil, out Event? made, out string problem)
    {
        count++;
        var line = LineOf(step, knownUntil);
        problem = "";
        if (parser.TryParse(line, count, long.MinValue, out made))
        {
            return true;
        }
        problem = $"the step makes no event: {parser.Fault.What}; {parser.Fault.Remedy}";
        return false;
    }

    private byte[] LineOf(ScenarioEvent step, long knownUntil)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", step.Id ?? ScenarioEvent.NumberedId(count));
            json.WriteString("source", step.Author);
            json.WriteString("type", TypeOf(step));
            json.WriteString("time", EventTime.Format(step.Time));
            json.WriteString(
                "recordedtime",
                EventTime.Format(Math.Max(step.RecordedTime ?? step.Time, Math.Max(step.Time, knownUntil)))
            );
            if (step.Subject is not null)
            {
                json.WriteString("subject", step.Subject);
            }
            json.WriteStartObject("data");
            foreach (var (name, value) in step.Data)
            {
                if (
                    !name.StartsWith(Nested, StringComparison.Ordinal)
                    && !name.StartsWith(Funders, StringComparison.Ordinal)
                )
                {
                    WriteValue(json, name, value);
                }
            }
            WriteObject(json, step, Nested);
            WriteObject(json, step, Funders);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Writes the members whose names begin with the prefix as one object, named like it.</summary>
    private static void WriteObject(Utf8JsonWriter json, ScenarioEvent step, string prefix)
    {
        var members = step.Data.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (members.Count == 0)
        {
            return;
        }
        json.WriteStartObject(prefix.AsSpan(0, prefix.Length - 1));
        foreach (var (name, value) in members)
        {
            WriteValue(json, name[prefix.Length..], value);
        }
        json.WriteEndObject();
    }

    /// <summary>The parts of a joint lot, by funder.</summary>
    private const string Funders = "funders.";

    /// <summary>The members that a correction replaces stand one level deeper than the others.</summary>
    private const string Nested = "data.";

    private static string TypeOf(ScenarioEvent step) =>
        step.Type.StartsWith(EventTypeNames.Prefix, StringComparison.Ordinal)
            ? step.Type
            : EventTypeNames.Prefix + step.Type + EventTypeNames.Suffix;

    private static void WriteValue(Utf8JsonWriter json, string name, DataValue value)
    {
        if (value.Number is { } number)
        {
            json.WriteNumber(name, number);
        }
        else if (value.Text is not null)
        {
            json.WriteString(name, value.Text);
        }
        else
        {
            json.WriteStartArray(name);
            foreach (var text in value.List.IsDefault ? [] : value.List)
            {
                json.WriteStringValue(text);
            }
            json.WriteEndArray();
        }
    }
}
