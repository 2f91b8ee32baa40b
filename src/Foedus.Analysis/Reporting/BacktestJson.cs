using System.Collections.Immutable;
using System.Text.Json;
using Foedus.Analysis.Backtesting;
using NodaTime;
using NodaTime.Text;

namespace Foedus.Analysis.Reporting;

/// <summary>The report as one JSON object. Members are described in docs/backtest.md.</summary>
public static class BacktestJson
{
    public static void Write(BacktestReport report, Stream to)
    {
        using var json = IndentedJson.To(to);
        json.WriteStartObject();
        json.WriteString("agreement", report.Id);
        json.WriteString("title", report.Title);
        json.WriteStartObject("history");
        json.WriteString("name", report.Mapping.Name);
        json.WriteString("attribution", report.Mapping.Attribution);
        json.WriteString("limits", report.Mapping.Limits);
        json.WriteString("zone", report.Mapping.Zone.Id);
        json.WriteString("from", Days.Iso(report.History.From));
        json.WriteString("to", Days.Iso(report.History.To));
        json.WriteNumber("rows", report.History.Rows);
        json.WriteNumber("counted", report.History.Incidents.Length);
        json.WriteString("filter", report.Counted);
        json.WriteEndObject();
        WriteDay(json, "agreementRanFrom", report.RanFrom);
        json.WriteStartArray("truces");
        foreach (var record in report.Truces)
        {
            WriteTruce(json, record);
        }
        json.WriteEndArray();
        WriteNorms(json, report.Norms);
        json.WriteStartArray("verdicts");
        foreach (var verdict in report.Verdicts)
        {
            WriteVerdict(json, verdict);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNorms(Utf8JsonWriter json, ImmutableArray<NormTally> norms)
    {
        json.WriteStartArray("norms");
        foreach (var norm in norms)
        {
            WriteNorm(json, norm);
        }
        json.WriteEndArray();
    }

    private static void WriteTruce(Utf8JsonWriter json, TruceRecord record)
    {
        var truce = record.Truce;
        json.WriteStartObject();
        json.WriteString("id", truce.Id);
        json.WriteString("name", truce.Name);
        json.WriteString("start", Text(truce.StartText));
        WriteUnclear(json, "startUnclear", truce.StartUnclear);
        json.WriteString("end", Text(truce.EndText));
        WriteUnclear(json, "endUnclear", truce.EndUnclear);
        json.WriteString("scope", truce.Scope);
        json.WriteBoolean("general", truce.IsGeneral);
        json.WriteString("declaredBy", truce.DeclaredBy);
        json.WriteString("certainty", truce.Certainty);
        json.WriteString("source", truce.Source);
        json.WriteBoolean("covered", record.NotCovered is null);
        if (record.NotCovered is { } reason)
        {
            json.WriteString("notCovered", reason);
        }
        else
        {
            WriteRecord(json, record);
        }
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, TruceRecord record)
    {
        json.WriteString("day0", Days.Iso(record.Start));
        json.WriteString("lastDay", Days.Iso(record.LastDay));
        json.WriteString(
            "countedUntil",
            record.End switch
            {
                TruceEnd.Stated => "stated end",
                TruceEnd.NextGeneralTruce => "next general truce",
                _ => "end of history",
            }
        );
        if (record.EndedBy is { } next)
        {
            json.WriteString("nextTruce", next);
        }
        json.WriteNumber("days", record.Length);
        json.WriteNumber("heldDays", record.HeldDays);
        WriteBreach(json, record);
        json.WriteNumber("quietDays", record.QuietDays);
        json.WriteStartObject("longestQuiet");
        json.WriteString("from", Days.Iso(record.LongestQuiet.From));
        json.WriteNumber("days", record.LongestQuiet.Days);
        json.WriteEndObject();
        json.WriteStartArray("windows");
        foreach (var window in (ImmutableArray<WindowTally>)[record.Before, .. record.After])
        {
            WriteWindow(json, window);
        }
        json.WriteEndArray();
        json.WriteStartObject("whole");
        WriteTally(json, record.Whole);
        json.WriteEndObject();
        WriteNorms(json, record.Norms);
    }

    private static void WriteBreach(Utf8JsonWriter json, TruceRecord record)
    {
        if (record.FirstBreach is not { } breach)
        {
            json.WriteNull("firstBroken");
            return;
        }
        json.WriteStartObject("firstBroken");
        json.WriteString("day", Days.Iso(breach.Day));
        json.WriteString("noLaterThan", Days.Iso(breach.NoLaterThan));
        json.WriteBoolean("mayPrecedeStart", Phrases.MayPrecede(record));
        WriteTally(json, breach.Tally);
        json.WriteStrings("incidentIds", breach.Incidents.Select(incident => incident.Id));
        json.WriteEndObject();
    }

    private static void WriteWindow(Utf8JsonWriter json, WindowTally window)
    {
        json.WriteStartObject();
        json.WriteNumber("firstDay", window.Window.First);
        if (window.Window.Last is { } last)
        {
            json.WriteNumber("lastDay", last);
        }
        else
        {
            json.WriteNull("lastDay");
        }
        json.WriteNumber("daysCounted", window.DaysCounted);
        if (window.Tally is { } tally)
        {
            WriteTally(json, tally);
        }
        else
        {
            json.WriteNull("incidents");
            json.WriteNull("deaths");
        }
        json.WriteEndObject();
    }

    private static void WriteNorm(Utf8JsonWriter json, NormTally norm)
    {
        json.WriteStartObject();
        json.WriteString("norm", norm.Norm);
        if (norm.Reading is { } reading)
        {
            json.WriteString("reading", reading);
        }
        json.WriteString("words", norm.Words);
        json.WriteNumber("triggered", norm.Triggered);
        json.WriteNumber("performed", norm.Performed);
        json.WriteNumber("missed", norm.Missed);
        json.WriteNumber("lapsed", norm.Lapsed);
        json.WriteNumber("repaired", norm.Repaired);
        json.WriteStartObject("missedBy");
        foreach (var bearer in norm.MissedBy)
        {
            json.WriteNumber(bearer.Bearer, bearer.Missed);
        }
        json.WriteEndObject();
        json.WriteStrings("joint", norm.MissedBy.Where(bearer => bearer.IsJoint).Select(bearer => bearer.Bearer));
        WriteDay(json, "firstTriggered", norm.FirstTriggered);
        WriteDay(json, "firstMissed", norm.FirstMissed);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, NormVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("norm", verdict.Norm);
        if (verdict.Reading is { } reading)
        {
            json.WriteString("reading", reading);
        }
        json.WriteString("bearer", verdict.Bearer);
        json.WriteString("instance", verdict.Case);
        json.WriteString("since", Days.Iso(verdict.Since));
        json.WriteString("dueLocal", verdict.Due is { } due ? LocalDateTimePattern.GeneralIso.Format(due) : null);
        json.WriteNumber("breaches", verdict.Breaches);
        WriteDay(json, "firstBreach", verdict.FirstBreach);
        json.WriteString("state", verdict.State);
        json.WriteBoolean("lapsed", verdict.Lapsed);
        json.WriteEndObject();
    }

    private static void WriteTally(Utf8JsonWriter json, Tally tally)
    {
        json.WriteNumber("incidents", tally.Incidents);
        json.WriteNumber("deaths", tally.Deaths);
    }

    private static void WriteDay(Utf8JsonWriter json, string name, LocalDate? day) =>
        json.WriteString(name, day is { } date ? Days.Iso(date) : null);

    private static void WriteUnclear(Utf8JsonWriter json, string name, string? reason)
    {
        if (reason is not null)
        {
            json.WriteString(name, reason);
        }
    }

    /// <summary>Null for a cell that the source leaves empty.</summary>
    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
