using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>An event as a line of an event file (docs/events.md).</summary>
internal static class EventLine
{
    public static string Of(Event told)
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
            json.WriteString("id", told.Id);
            json.WriteString("source", told.Source);
            json.WriteString("type", EventTypeNames.NameOf(told.Type));
            json.WriteString("time", EventTime.Format(told.Time));
            if (told.Subject is not null)
            {
                json.WriteString("subject", told.Subject);
            }
            if (told.Type != EventType.ClockReached)
            {
                json.WriteStartObject("data");
                WriteData(json, told.Type, told.Data);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteData(Utf8JsonWriter json, EventType type, EventData data)
    {
        var name = type switch
        {
            EventType.OccurrenceReported => "event",
            EventType.ActPerformed => "act",
            EventType.VoteCast or EventType.DecisionAnnounced => "decision",
            EventType.InstrumentDeposited => "kind",
            EventType.PowerExercised => "power",
            _ => "menu",
        };
        Text(json, name, data.Name);
        Text(json, "agreement", data.Agreement);
        Text(json, "toward", data.Toward);
        Text(json, "against", data.Against);
        Text(json, "member", data.Member);
        if (type == EventType.VoteCast)
        {
            json.WriteString("vote", data.Vote.ToString().ToLowerInvariant());
        }
        Text(json, "outcome", data.Outcome);
        if (!data.Items.IsDefaultOrEmpty)
        {
            json.WriteStartArray("items");
            foreach (var item in data.Items)
            {
                json.WriteStringValue(item);
            }
            json.WriteEndArray();
        }
        if (data.Quantity is { } quantity)
        {
            json.WriteNumber("quantity", quantity);
        }
        Text(json, "unit", data.Unit);
        if (!data.Reservations.IsDefaultOrEmpty)
        {
            json.WriteStartArray("reservations");
            foreach (var provision in data.Reservations)
            {
                json.WriteStringValue(provision);
            }
            json.WriteEndArray();
        }
        foreach (var attribute in data.Attributes)
        {
            if (attribute.Place is { } place)
            {
                json.WriteStartArray(attribute.Name);
                json.WriteNumberValue(place.Latitude);
                json.WriteNumberValue(place.Longitude);
                json.WriteEndArray();
            }
            else if (attribute.Number is { } number)
            {
                json.WriteNumber(attribute.Name, number);
            }
            else
            {
                json.WriteString(attribute.Name, attribute.Text);
            }
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
