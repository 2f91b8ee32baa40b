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
    private static readonly JsonEncodedText ReadingName = JsonEncodedText.Encode("reading");

    private readonly Stream output;
    private readonly JsonTextBuffer buffer = new(BufferSize + 4096);
    private readonly Utf8JsonWriter json;
    private readonly List<Event> chain = [];

    /// <summary>By machine: there is one for each reading.</summary>
    private readonly Dictionary<Machine, TransitionTexts> knownTexts = [];
    private Machine? lastMachine;
    private TransitionTexts? lastTexts;

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
        var texts = TextsOf(machine);
        buffer.Put("{\"at\":"u8);
        buffer.PutInstant(transition.At);
        buffer.Put(texts.Norm(transition));
        if (transition.Bearer.Group is null)
        {
            buffer.Put(texts.Bearer(transition.Bearer.Single));
        }
        else
        {
            buffer.PutText(machine.NameOf(transition.Bearer) ?? "");
            buffer.Put(TransitionTexts.AfterBearer);
        }
        buffer.Put(texts.CounterParty(transition.CounterParty));
        buffer.PutText(transition.Instance);
        buffer.Put(texts.Change(transition));
        PutEvents(transition.Cause, revisedBecause);
        buffer.Put(texts.Reasons(transition));
        if (revisedBecause is not null)
        {
            buffer.Put(",\"report\":"u8);
            buffer.PutText(revisedBecause.Id);
        }
        buffer.Put("}"u8);
        if (reading is not null)
        {
            buffer.Put(",\"reading\":"u8);
            buffer.PutText(reading);
        }
        if (revision is { } kind)
        {
            buffer.Put(kind == RevisionKind.Withdrawn ? ",\"revision\":\"withdrawn\""u8 : ",\"revision\":\"added\""u8);
        }
        buffer.Put("}"u8);
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
        foreach (var difference in ReadingDifference.Between(readings, static norm => norm))
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
        output.Write(buffer.Written);
        buffer.Clear();
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
        if (entry.Taking is { } taking)
        {
            json.WriteString("taking"u8, taking);
        }
    }

    private TransitionTexts TextsOf(Machine machine)
    {
        if (!ReferenceEquals(machine, lastMachine) || lastTexts is null)
        {
            if (!knownTexts.TryGetValue(machine, out var texts))
            {
                knownTexts[machine] = texts = new TransitionTexts(machine);
            }
            (lastMachine, lastTexts) = (machine, texts);
        }
        return lastTexts;
    }

    private void PutEvents(Cause? cause, Event? revisedBecause)
    {
        chain.Clear();
        for (var link = cause; link is not null; link = link.Before)
        {
            if (!Contains(link.Event))
            {
                chain.Add(link.Event);
            }
        }
        var isFirst = true;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            Separate(ref isFirst);
            buffer.PutText(chain[i].Id);
        }
        if (revisedBecause is not null && !Contains(revisedBecause))
        {
            Separate(ref isFirst);
            buffer.PutText(revisedBecause.Id);
        }
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
        {
            buffer.Put(","u8);
        }
        isFirst = false;
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
        if (json.BytesPending > 0 || json.BytesCommitted > 0)
        {
            json.Flush();
            json.Reset();
        }
        buffer.Put("\n"u8);
        if (buffer.Count >= BufferSize)
        {
            output.Write(buffer.Written);
            buffer.Clear();
        }
    }

    // A standing of many violations is one long line: it must not be held in memory as a whole.
    private void SpillIfFull()
    {
        if (json.BytesPending + buffer.Count < BufferSize)
        {
            return;
        }
        json.Flush();
        output.Write(buffer.Written);
        buffer.Clear();
    }
}
