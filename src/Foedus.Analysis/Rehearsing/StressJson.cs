using System.Text.Json;
using Foedus.Analysis.Reporting;

namespace Foedus.Analysis.Rehearsing;

/// <summary>The report for programs. docs/stress.md describes it. Chances have nine digits behind the point: what lies beyond may differ between machines.</summary>
public static class StressJson
{
    public static void Write(StressReport report, Stream to)
    {
        using var json = IndentedJson.To(to);
        json.WriteStartObject();
        json.WriteString("agreement", report.Id);
        json.WriteString("title", report.Title);
        if (report.Plan.Title is { } title)
        {
            json.WriteString("plan", title);
        }
        json.WriteNumber("seed", report.Plan.Seed);
        json.WriteNumber("samples", report.Plan.Samples);
        json.WriteNumber("confidence", report.Plan.Confidence);
        json.WriteStrings("parties", report.Parties);
        json.WriteStartArray("promises");
        foreach (var promise in report.Promises)
        {
            json.WriteStartObject();
            Promise(json, promise);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStrings("given", report.Given);
        json.WriteStrings("limits", report.Limits);
        json.WriteStrings("sources", report.Sources);
        json.WriteEndObject();
    }

    private static void Promise(Utf8JsonWriter json, PromiseRehearsal promise)
    {
        json.WriteString("place", promise.Place);
        json.WriteString("words", promise.Words);
        if (promise.NotRehearsed is { } reason)
        {
            json.WriteString("notRehearsed", reason);
            return;
        }
        json.WriteString("setOff", promise.SetOff);
        json.WriteBoolean("exact", promise.IsExact);
        json.WriteString("method", promise.Method);
        if (promise.Bounds.Length > 0)
        {
            json.WriteString("bounds", promise.Bounds);
        }
        json.WriteStartObject("kept");
        Point(json, promise.Kept);
        json.WriteEndObject();
        json.WriteStartArray("curve");
        foreach (var point in promise.Curve)
        {
            json.WriteStartObject();
            Point(json, point);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("importance");
        foreach (var importance in promise.Importances)
        {
            json.WriteStartObject();
            json.WriteString("who", importance.Name);
            json.WriteStartArray("birnbaum");
            json.WriteNumberValue(Rounded(importance.BirnbaumLow));
            json.WriteNumberValue(Rounded(importance.BirnbaumHigh));
            json.WriteEndArray();
            if (importance.BirnbaumError > 0)
            {
                json.WriteNumber("birnbaumError", Rounded(importance.BirnbaumError));
            }
            json.WriteNumber("shapley", Rounded(importance.Shapley));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("importanceMethod", promise.ImportanceMethod);
        json.WriteStartArray("cutSets");
        foreach (var cut in promise.Cuts)
        {
            json.WriteStartObject();
            json.WriteNumber("size", cut.Size);
            json.WriteString("who", cut.Words);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (promise.CutsNote.Length > 0)
        {
            json.WriteString("cutSetsNote", promise.CutsNote);
        }
        json.WriteStrings("withoutEffect", promise.Idle);
    }

    private static void Point(Utf8JsonWriter json, CurvePoint point)
    {
        json.WriteNumber("hours", Math.Round(point.After / 3_600_000.0, 6));
        json.WriteNumber("low", Rounded(point.Low));
        json.WriteNumber("high", Rounded(point.High));
        json.WriteNumber("lowFrom", Rounded(point.LowFrom));
        json.WriteNumber("highTo", Rounded(point.HighTo));
    }

    private static double Rounded(double number) => Math.Round(number, 9) + 0.0;
}
