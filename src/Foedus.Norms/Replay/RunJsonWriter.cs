using System.Text.Encodings.Web;
using System.Text.Json;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// Writes transitions, notices and the standing as NDJSON: one object a line, UTF-8, members in a fixed order. Everything
/// is buffered; <see cref="Flush"/> ends it.
/// </summary>
public sealed class RunJsonWriter : IDisposable
{
    private const int BufferSize = 1 << 16;
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText Norm = JsonEncodedText.Encode("norm");
    private static readonly JsonEncodedText Bearer = JsonEncodedText.Encode("bearer");
    private static readonly JsonEncodedText CounterParty = JsonEncodedText.Encode("counterparty");
    private static readonly JsonEncodedText Instance = JsonEncodedText.Encode("instance");
    private static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
    private static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
    private static readonly JsonEncodedText Because = JsonEncodedText.Encode("because");
    private static readonly JsonEncodedText EventIds = JsonEncodedText.Encode("events");
    private static readonly JsonEncodedText Clauses = JsonEncodedText.Encode("clauses");
    private static readonly JsonEncodedText RuleName = JsonEncodedText.Encode("rule");
    private static readonly JsonEncodedText Defaults = JsonEncodedText.Encode("defaults");
    private static readonly JsonEncodedText RevisionName = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText ReadingName = JsonEncodedText.Encode("reading");
    private static readonly JsonEncodedText[] Rules =
    [
        .. Enum.GetValues<Rule>().Select(rule => JsonEncodedText.Encode(RuleNames.Of(rule))),
    ];

    private readonly Stream output;
    private readonly System.Buffers.ArrayBufferWriter<byte> buffer = new(BufferSize + 4096);
    private readonly Utf8JsonWriter json;
    private readonly List<Event> chain = [];

    public RunJsonWriter(Stream output)
    {
        this.output = output;
        json = new Utf8JsonWriter(buffer, WriterOptions);
    }

    /// <summary>One transition; for a revision with what it does and the report that made it.</summary>
    public void Write(
        Machine machine,
        string? reading,
        in Transition transition,
        RevisionKind? revision = null,
        Event? revisedBecause = null
    )
    {
        json.WriteStartObject();
        WriteInstant(At, transition.At);
        json.WriteString(Norm, machine.NormIdOf(transition));
        WriteOptional(Bearer, machine.NameOf(transition.Bearer));
        WriteOptional(CounterParty, machine.NameOf(transition.CounterParty));
        json.WriteString(Instance, transition.Instance);
        json.WriteString(From, transition.FromName);
        json.WriteString(To, transition.ToName);
        WriteBecause(transition, revisedBecause);
        if (reading is not null)
        {
            json.WriteString(ReadingName, reading);
        }
        if (revision is { } kind)
        {
            json.WriteString(RevisionName, kind == RevisionKind.Withdrawn ? "withdrawn"u8 : "added"u8);
        }
        json.WriteEndObject();
        EndLine();
    }

    public void Write(string? reading, in Notice notice)
    {
        json.WriteStartObject();
        json.WriteStartObject("notice"u8);
        WriteInstant(At, notice.At);
        json.WriteString("kind"u8, NoticeNames.Of(notice.Kind));
        json.WriteString("event"u8, notice.Event.Id);
        json.WriteString("source"u8, notice.Event.Source);
        if (notice.Event.Line > 0)
        {
            json.WriteNumber("line"u8, notice.Event.Line);
        }
        json.WriteString("detail"u8, notice.Detail);
        if (reading is not null)
        {
            json.WriteString(ReadingName, reading);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        EndLine();
    }

    public void Write(Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartObject("standing"u8);
        WriteStanding(standing);
        json.WriteEndObject();
        json.WriteEndObject();
        EndLine();
    }

    /// <summary>The standings of several readings, and where they differ.</summary>
    public void Write(IReadOnlyList<ReadingStanding> readings)
    {
        json.WriteStartObject();
        json.WriteStartObject("standing"u8);
        WriteOptionalInstant(At, readings.Select(reading => reading.Standing.At).Max());
        json.WriteStartArray("readings"u8);
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            json.WriteString(ReadingName, reading.Reader);
            WriteStanding(reading.Standing);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("differences"u8);
        foreach (var difference in ReadingDifference.Between(readings))
        {
            json.WriteStartObject();
            json.WriteString("what"u8, difference.What);
            json.WriteStartObject("values"u8);
            foreach (var (reader, value) in difference.Values)
            {
                WriteOptional(JsonEncodedText.Encode(reader, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), value);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        EndLine();
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        output.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        output.Flush();
    }

    public void Dispose() => json.Dispose();

    private void WriteStanding(Standing standing)
    {
        WriteOptionalInstant(At, standing.At);
        WriteEntries("open"u8, standing.Open);
        WriteEntries("violated"u8, standing.Violated);
        WriteEntries("unrepaired"u8, standing.Unrepaired);
        json.WriteStartObject("counts"u8);
        foreach (var (word, count) in standing.Counts)
        {
            json.WriteNumber(word, count);
        }
        json.WriteEndObject();
        if (standing.FirstBreach is { } first)
        {
            json.WriteStartObject("first_breach"u8);
            WriteEntry(first);
            json.WriteEndObject();
        }
    }

    private void WriteEntries(ReadOnlySpan<byte> name, IEnumerable<StandingEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            WriteEntry(entry);
            json.WriteEndObject();
            SpillIfFull();
        }
        json.WriteEndArray();
    }

    private void WriteEntry(StandingEntry entry)
    {
        json.WriteString(Norm, entry.Norm);
        WriteOptional(Bearer, entry.Bearer);
        WriteOptional(CounterParty, entry.CounterParty);
        json.WriteString(Instance, entry.Instance);
        json.WriteString("state"u8, entry.State);
        if (entry.Since is { } since)
        {
            WriteInstant(JsonEncodedText.Encode("since"), since);
        }
        if (entry.Until is { } until)
        {
            WriteInstant(JsonEncodedText.Encode("until"), until);
        }
    }

    private void WriteBecause(in Transition transition, Event? revisedBecause)
    {
        json.WriteStartObject(Because);
        json.WriteStartArray(EventIds);
        chain.Clear();
        for (var link = transition.Cause; link is not null; link = link.Before)
        {
            if (!Contains(link.Event))
            {
                chain.Add(link.Event);
            }
        }
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            json.WriteStringValue(chain[i].Id);
        }
        if (revisedBecause is not null && !Contains(revisedBecause))
        {
            json.WriteStringValue(revisedBecause.Id);
        }
        json.WriteEndArray();
        json.WriteStartArray(Clauses);
        var provisions = transition.Provisions ?? Provisions.None;
        foreach (var clause in provisions.Ids)
        {
            json.WriteStringValue(clause);
        }
        json.WriteEndArray();
        json.WriteString(RuleName, Rules[(int)transition.Rule]);
        if (!provisions.Defaults.IsEmpty)
        {
            json.WriteStartArray(Defaults);
            foreach (var provision in provisions.Defaults)
            {
                json.WriteStringValue(provision);
            }
            json.WriteEndArray();
        }
        if (revisedBecause is not null)
        {
            json.WriteString("report"u8, revisedBecause.Id);
        }
        json.WriteEndObject();
    }

    private bool Contains(Event sought)
    {
        foreach (var @event in chain)
        {
            if (ReferenceEquals(@event, sought))
            {
                return true;
            }
        }
        return false;
    }

    private void WriteInstant(JsonEncodedText name, long instant)
    {
        Span<byte> text = stackalloc byte[EventTime.MaximumLength];
        json.WriteString(name, text[..EventTime.Format(instant, text)]);
    }

    private void WriteOptionalInstant(JsonEncodedText name, long? instant)
    {
        if (instant is { } known)
        {
            WriteInstant(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteOptional(JsonEncodedText name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private void EndLine()
    {
        json.Flush();
        json.Reset();
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        if (buffer.WrittenCount >= BufferSize)
        {
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    // A standing of many violations is one long line: it must not be held in memory as a whole.
    private void SpillIfFull()
    {
        if (json.BytesPending + buffer.WrittenCount < BufferSize)
        {
            return;
        }
        json.Flush();
        output.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
