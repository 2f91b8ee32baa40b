using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Foedus.Norms.Events;

/// <summary>Reads one line of an event file. What it cannot read it describes in <see cref="Fault"/>; it never throws.</summary>
internal sealed class EventParser
{
    /// <summary>The data read on its own lies one level less deep than in its line.</summary>
    private static readonly JsonReaderOptions DataOptions = new() { MaxDepth = 63 };

    private readonly LineFault fault = new();
    private readonly JsonTexts texts;
    private readonly EventDataParser dataParser;
    private readonly DataCache knownData = new();
    private readonly List<string> extensions = [];

    private Members given;
    private EventType type;
    private string id = "";
    private string source = "";
    private string? subject;
    private long time;
    private long? recorded;
    private EventData data = EventData.None;

    public EventParser()
    {
        texts = new JsonTexts(fault);
        dataParser = new EventDataParser(texts);
    }

    [Flags]
    private enum Members
    {
        None = 0,
        SpecVersion = 1,
        Id = 2,
        Source = 4,
        Type = 8,
        Time = 16,
        RecordedTime = 32,
        Subject = 64,
        Data = 128,
        Required = SpecVersion | Id | Source | Type | Time,
    }

    /// <summary>What was wrong with the last line that could not be read.</summary>
    public LineFault Fault => fault;

    /// <param name="recordedBefore">The recorded time of the line before, or <see cref="long.MinValue"/>.</param>
    public bool TryParse(ReadOnlySpan<byte> line, int lineNumber, long recordedBefore, out Event? read)
    {
        read = null;
        if (!Utf8.IsValid(line))
        {
            return NotText(line);
        }
        try
        {
            if (!TryReadPlainEnvelope(line) && (!TryReadEnvelope(line) || !IsComplete()))
            {
                return false;
            }
        }
        catch (JsonException broken)
        {
            return fault.Is(
                $"not JSON from byte {broken.BytePositionInLine + 1}",
                "write one whole CloudEvents object on the line"
            );
        }
        catch (InvalidOperationException)
        {
            // The only way a text in quotation marks cannot become a string.
            return fault.Is(
                "a text holds half of a surrogate pair",
                "write the character itself instead of \\u escapes"
            );
        }

        if (!TryTakeRecordedTime(recordedBefore, out var recordedTime))
        {
            return false;
        }
        read = new Event
        {
            Type = type,
            Id = id,
            Source = source,
            Subject = subject,
            Time = time,
            RecordedTime = recordedTime,
            Line = lineNumber,
            Data = data,
        };
        return true;
    }

    /// <summary>The event as its correction leaves it; the correction's members mean what they mean in the event's type.</summary>
    public bool TryCorrect(Event target, EventData correction, out Event corrected)
    {
        corrected = target with { Time = correction.CorrectedTime ?? target.Time };
        if (correction.Correction is null)
        {
            return true;
        }
        var line = Encoding.UTF8.GetBytes(correction.Correction);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        var before = target.Data with { };
        if (!dataParser.TryParse(ref reader, line, target.Type, before, out var replaced))
        {
            return false;
        }
        corrected = corrected with { Data = WithoutTime(replaced, target.Data) };
        return true;
    }

    /// <summary>In a correction <c>time</c> belongs to the envelope: it is no attribute.</summary>
    private static EventData WithoutTime(EventData replaced, EventData before) =>
        replaced.AttributeNamed("time") is { } time && before.AttributeNamed("time") is null
            ? replaced with
            {
                Attributes = replaced.Attributes.Remove(time),
            }
            : replaced;

    /// <summary>The members in their usual order; false for every other line, good or bad, which is then read as any JSON.</summary>
    private bool TryReadPlainEnvelope(ReadOnlySpan<byte> line)
    {
        subject = null;
        recorded = null;
        if (
            !PlainLine.TryStart(line, out var walk)
            || !walk.TryTake((byte)'{')
            || !walk.TryTakeName("\"specversion\""u8)
            || !walk.TryTakeText(out var version)
            || !version.SequenceEqual("1.0"u8)
            || !walk.TryTakeComma()
            || !walk.TryTakeName("\"id\""u8)
            || !walk.TryTakeText(out var idHere)
            || !walk.TryTakeComma()
            || !walk.TryTakeName("\"source\""u8)
            || !walk.TryTakeText(out var sourceHere)
            || !walk.TryTakeComma()
            || !walk.TryTakeName("\"type\""u8)
            || !walk.TryTakeText(out var typeHere)
            || !EventTypeNames.TryParse(typeHere, out type)
            || !walk.TryTakeComma()
            || !walk.TryTakeName("\"time\""u8)
            || !walk.TryTakeText(out var timeHere)
            || !EventTime.TryParse(timeHere, secondsOptional: false, out time, out _)
            || !walk.TryTakeComma()
        )
        {
            return false;
        }
        if (walk.TryTakeName("\"recordedtime\""u8))
        {
            if (
                !walk.TryTakeText(out var recordedHere)
                || !EventTime.TryParse(recordedHere, secondsOptional: false, out var at, out _)
                || !walk.TryTakeComma()
            )
            {
                return false;
            }
            recorded = at;
        }
        if (walk.TryTakeName("\"subject\""u8))
        {
            if (!walk.TryTakeText(out var subjectHere) || !walk.TryTakeComma())
            {
                return false;
            }
            subject = texts.NameOf(subjectHere);
        }
        if (!walk.TryTakeName("\"data\""u8) || !TryReadPlainData(walk))
        {
            return false;
        }
        id = Encoding.UTF8.GetString(idHere);
        source = texts.NameOf(sourceHere);
        return true;
    }

    /// <summary>The data as the last member of the line.</summary>
    private bool TryReadPlainData(PlainLine walk)
    {
        if (knownData.TryFind(type, walk.Rest, out data, out var place))
        {
            return true;
        }
        if (!dataParser.TryParsePlain(walk, type, out data) && !TryReadLastData(walk.Rest))
        {
            return false;
        }
        knownData.Offer(type, walk.Rest, data, place);
        return true;
    }

    /// <param name="rest">The data and the brace that closes the line.</param>
    private bool TryReadLastData(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2 || rest[^1] != '}')
        {
            return false;
        }
        var inner = rest[..^1];
        var reader = new Utf8JsonReader(inner, DataOptions);
        try
        {
            return reader.Read()
                && dataParser.TryParse(ref reader, inner, type, EventData.None, out data)
                && reader.BytesConsumed == inner.Length;
        }
        catch (JsonException)
        {
            // Where it is broken is counted from the start of the line.
            return false;
        }
    }

    private bool TryReadEnvelope(ReadOnlySpan<byte> line)
    {
        given = Members.None;
        extensions.Clear();
        subject = null;
        recorded = null;
        data = EventData.None;
        Utf8JsonReader dataAhead = default;
        var dataIsAhead = false;

        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return fault.Is(
                "the line is not a JSON object",
                "write one CloudEvents object a line, {\"specversion\": …}"
            );
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var member = MemberNamed(ref reader);
            if (member == Members.None)
            {
                if (!TrySkipExtension(ref reader))
                {
                    return false;
                }
                continue;
            }
            if ((given & member) != 0)
            {
                return Twice(NameOf(member));
            }
            given |= member;
            reader.Read();
            if (member == Members.Data)
            {
                if ((given & Members.Type) == 0)
                {
                    // What data means is known only once the type is: come back to it.
                    dataAhead = reader;
                    dataIsAhead = true;
                    reader.Skip();
                    continue;
                }
                if (!dataParser.TryParse(ref reader, line, type, EventData.None, out data))
                {
                    return false;
                }
            }
            else if (!TryReadMember(ref reader, member))
            {
                return false;
            }
        }
        // Anything behind the closing brace is a fault, which the reader reports.
        reader.Read();
        if (!dataIsAhead || (given & Members.Type) == 0)
        {
            return true;
        }
        return dataParser.TryParse(ref dataAhead, line, type, EventData.None, out data);
    }

    private bool TryReadMember(ref Utf8JsonReader reader, Members member)
    {
        switch (member)
        {
            case Members.SpecVersion:
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1.0"u8)
                    || fault.Is("'specversion' is not \"1.0\"", "write \"specversion\": \"1.0\"");
            case Members.Id:
                return texts.TryText(ref reader, "id", out id);
            case Members.Source:
                return texts.TryName(ref reader, "source", out source);
            case Members.Type:
                return TryReadType(ref reader);
            case Members.Time:
                return texts.TryInstant(ref reader, "time", out time);
            case Members.RecordedTime:
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return true;
                }
                var known = texts.TryInstant(ref reader, "recordedtime", out var at);
                recorded = at;
                return known;
            default:
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return true;
                }
                var named = texts.TryName(ref reader, "subject", out var name);
                subject = name;
                return named;
        }
    }

    private bool TryReadType(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
        {
            if (EventTypeNames.TryParse(reader.ValueSpan, out type))
            {
                return true;
            }
        }
        if (!texts.TryText(ref reader, "type", out var name))
        {
            return false;
        }
        return EventTypeNames.TryParse(name, out type)
            || fault.Is(
                $"the type {JsonTexts.Quoted(name)} is unknown",
                $"write {EventTypeNames.Prefix}…{EventTypeNames.Suffix} with one of {EventTypeNames.Choice}"
            );
    }

    private bool IsComplete()
    {
        var missing = Members.Required & ~given;
        if (missing != 0)
        {
            var first = (Members)(1 << System.Numerics.BitOperations.TrailingZeroCount((int)missing));
            return fault.Is($"'{NameOf(first)}' is missing", $"add it: every event has {Example(first)}");
        }
        if ((given & Members.Data) == 0 && DataMemberNames.RequiredFor(type) is var required and not DataMembers.None)
        {
            return dataParser.Missing(required, type);
        }
        return true;
    }

    private bool TryTakeRecordedTime(long before, out long recordedTime)
    {
        recordedTime = recorded ?? Math.Max(time, before);
        if (recordedTime < before)
        {
            return fault.Is(
                $"'recordedtime' {EventTime.Format(recordedTime)} goes back behind {EventTime.Format(before)} of the lines before",
                "put the lines in the order in which they were recorded"
            );
        }
        if (time > recordedTime)
        {
            return fault.Is(
                $"'time' {EventTime.Format(time)} is later than 'recordedtime' {EventTime.Format(recordedTime)}",
                "nothing is recorded before it happens: correct one of the two"
            );
        }
        return true;
    }

    private bool TrySkipExtension(ref Utf8JsonReader reader)
    {
        var name = texts.NameHere(ref reader);
        if (extensions.Contains(name))
        {
            return Twice(name);
        }
        extensions.Add(name);
        reader.Read();
        reader.Skip();
        return true;
    }

    private bool NotText(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || line.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return fault.Is("the file is UTF-16", "save it as UTF-8");
        }
        var bad = FirstInvalid(line);
        return line.Contains((byte)0)
            ? fault.Is($"binary data at byte {bad + 1}", "give an event file: UTF-8 text, one JSON object a line")
            : fault.Is($"not UTF-8 at byte {bad + 1}", "save the file as UTF-8");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }
        return at;
    }

    private bool Twice(string member) =>
        fault.Is($"the member {JsonTexts.Quoted(member)} stands twice", "keep one of them");

    private static Members MemberNamed(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return MemberNamed(Encoding.UTF8.GetBytes(reader.GetString() ?? ""));
        }
        return MemberNamed(reader.ValueSpan);
    }

    private static Members MemberNamed(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => Members.Id,
            4 when name.SequenceEqual("type"u8) => Members.Type,
            4 when name.SequenceEqual("time"u8) => Members.Time,
            4 when name.SequenceEqual("data"u8) => Members.Data,
            6 when name.SequenceEqual("source"u8) => Members.Source,
            7 when name.SequenceEqual("subject"u8) => Members.Subject,
            11 when name.SequenceEqual("specversion"u8) => Members.SpecVersion,
            12 when name.SequenceEqual("recordedtime"u8) => Members.RecordedTime,
            _ => Members.None,
        };

    private static string NameOf(Members member) => member.ToString().ToLowerInvariant();

    private static string Example(Members member) =>
        member switch
        {
            Members.SpecVersion => "\"specversion\": \"1.0\"",
            Members.Id => "an id of its author's own",
            Members.Source => "an author, by its name in the agreement",
            Members.Type => "a type like \"org.foedus.vote.cast.v1\"",
            _ => "a time like \"2026-03-05T08:00:00Z\"",
        };
}
