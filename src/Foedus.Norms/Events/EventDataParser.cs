using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Foedus.Language.Core;

namespace Foedus.Norms.Events;

/// <summary>Reads <c>data</c>, whose members depend on the type of the event.</summary>
internal sealed class EventDataParser(JsonTexts texts)
{
    private readonly EventDataDraft draft = new();
    private readonly LineFault fault = texts.Fault;

    /// <param name="reader">At the opening brace; afterwards at the closing one.</param>
    /// <param name="line">The bytes that the reader reads.</param>
    /// <param name="before">What the members given replace: nothing, or the data of an event that is corrected.</param>
    public bool TryParse(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> line,
        EventType type,
        EventData before,
        out EventData data
    )
    {
        data = EventData.None;
        draft.Start(before);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return fault.Is("'data' is not an object", "write it as {\"…\": …}");
        }

        var allowed = DataMemberNames.AllowedFor(type);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var member = reader.ValueIsEscaped
                ? DataMemberNames.MemberNamed(Encoding.UTF8.GetBytes(reader.GetString() ?? ""))
                : DataMemberNames.MemberNamed(reader.ValueSpan);
            if ((member & allowed) == 0)
            {
                var name = texts.NameHere(ref reader);
                reader.Read();
                if (!TryReadAttribute(ref reader, name))
                {
                    return false;
                }
                continue;
            }
            if ((draft.Given & member) != 0)
            {
                return Twice(member.ToString().ToLowerInvariant());
            }
            draft.Given |= member;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                draft.Given &= ~member;
                continue;
            }
            if (!TryReadMember(ref reader, line, member))
            {
                return false;
            }
        }

        var missing = DataMemberNames.RequiredFor(type) & ~draft.Given;
        if (missing != 0 && ReferenceEquals(before, EventData.None))
        {
            return Missing(missing, type);
        }
        if (!FundersFit())
        {
            return false;
        }
        data = draft.ToData();
        return true;
    }

    /// <summary>A part of a lot that is not in the lot would be counted for its funder and nowhere else.</summary>
    private bool FundersFit()
    {
        if (draft.Quantity is not { } left || draft.Funders.IsDefaultOrEmpty)
        {
            return true;
        }
        foreach (var funder in draft.Funders)
        {
            left -= funder.Quantity;
        }
        return left >= 0
            || fault.Is(
                "the parts in 'data.funders' add up to more than 'data.quantity'",
                "let them share the lot out among its funders"
            );
    }

    /// <summary>
    /// An object of texts that names and attributes are, and behind it the end of the line. False for everything else, good
    /// or bad.
    /// </summary>
    public bool TryParsePlain(PlainLine walk, EventType type, out EventData data)
    {
        data = EventData.None;
        draft.Start(EventData.None);
        if (!walk.TryTake((byte)'{'))
        {
            return false;
        }
        var allowed = DataMemberNames.AllowedFor(type);
        do
        {
            if (!walk.TryTakeText(out var name) || !walk.TryTakeColon())
            {
                return false;
            }
            var member = DataMemberNames.MemberNamed(name);
            if ((member & allowed) == 0)
            {
                if (!TryTakeAttribute(ref walk, texts.NameOf(name), out var attribute) || !draft.TryAdd(attribute))
                {
                    return false;
                }
                continue;
            }
            if ((draft.Given & member) != 0 || (member & DataMembers.Names) == 0 || !walk.TryTakeText(out var text))
            {
                return false;
            }
            draft.Given |= member;
            Take(member, texts.NameOf(text));
        } while (walk.TryTakeComma());
        if (
            !walk.TryTake((byte)'}')
            || !walk.TryTake((byte)'}')
            || !walk.Rest.IsEmpty
            || (DataMemberNames.RequiredFor(type) & ~draft.Given) != 0
        )
        {
            return false;
        }
        data = draft.ToData();
        return true;
    }

    /// <summary>A text, a small whole number, or a place written as a pair.</summary>
    private bool TryTakeAttribute(ref PlainLine walk, string name, [NotNullWhen(true)] out AttributeValue? attribute)
    {
        attribute = null;
        if (walk.TryTakeText(out var text))
        {
            attribute = AttributeValue.OfText(name, texts.NameOf(text));
            return true;
        }
        if (walk.TryTakeNumber(out var number))
        {
            if (
                number.Length > 9
                || !Utf8Parser.TryParse(number, out uint whole, out var length)
                || length < number.Length
            )
            {
                return false;
            }
            attribute = new AttributeValue(name, texts.NameOf(number), whole, null);
            return true;
        }
        if (
            !walk.TryTake((byte)'[')
            || !walk.TryTakeNumber(out var first)
            || !walk.TryTakeComma()
            || !walk.TryTakeNumber(out var second)
            || !walk.TryTake((byte)']')
            || !Utf8Parser.TryParse(first, out double latitude, out _)
            || !Utf8Parser.TryParse(second, out double longitude, out _)
            || latitude is not (>= -90 and <= 90)
            || longitude is not (>= -180 and <= 180)
        )
        {
            return false;
        }
        attribute = AttributeValue.OfPlace(name, new GeoPoint(latitude, longitude));
        return true;
    }

    /// <summary>Notes that members are missing, and which one is the first of them.</summary>
    public bool Missing(DataMembers missing, EventType type)
    {
        var first = (DataMembers)(1 << System.Numerics.BitOperations.TrailingZeroCount((int)missing));
        return fault.Is(
            $"'data.{first.ToString().ToLowerInvariant()}' is missing",
            $"add it: every {EventTypeNames.NameOf(type)} has one"
        );
    }

    private bool TryReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, DataMembers member)
    {
        switch (member)
        {
            case DataMembers.Item:
            case DataMembers.Items:
                return TryReadItems(ref reader, member);
            case DataMembers.Quantity:
                return TryReadQuantity(ref reader);
            case DataMembers.Reservations:
                var good = TryReadTexts(ref reader, "data.reservations", out var reservations);
                draft.Reservations = reservations;
                return good;
            case DataMembers.Funders:
                return TryReadFunders(ref reader);
            case DataMembers.Vote:
                return TryReadVote(ref reader);
            case DataMembers.Time:
                var known = texts.TryInstant(ref reader, "data.time", out var time);
                draft.CorrectedTime = time;
                return known;
            case DataMembers.Data:
                return TryReadCorrection(ref reader, line);
            case DataMembers.Id:
                var named = texts.TryText(ref reader, "data.id", out var id);
                draft.TargetId = id;
                return named;
            default:
                return TryReadName(ref reader, member);
        }
    }

    private bool TryReadName(ref Utf8JsonReader reader, DataMembers member)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
        {
            return texts.TryName(ref reader, $"data.{member.ToString().ToLowerInvariant()}", out _);
        }
        Take(member, texts.NameHere(ref reader));
        return true;
    }

    private void Take(DataMembers member, string name)
    {
        switch (member)
        {
            case DataMembers.Menu:
                draft.Menu = name;
                break;
            case DataMembers.Agreement:
                draft.Agreement = name;
                break;
            case DataMembers.Party:
                draft.Party = name;
                break;
            case DataMembers.Toward:
                draft.Toward = name;
                break;
            case DataMembers.Against:
                draft.Against = name;
                break;
            case DataMembers.Member:
                draft.Member = name;
                break;
            case DataMembers.Outcome:
                draft.Outcome = name;
                break;
            case DataMembers.Unit:
                draft.Unit = name;
                break;
            case DataMembers.Source:
                draft.TargetSource = name;
                break;
            default:
                draft.Name = name;
                break;
        }
    }

    private bool TryReadVote(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return fault.Is("'data.vote' is not a text", "write \"yes\", \"no\" or \"abstain\"");
        }
        draft.Vote =
            reader.ValueTextEquals("yes"u8) ? Vote.Yes
            : reader.ValueTextEquals("no"u8) ? Vote.No
            : reader.ValueTextEquals("abstain"u8) ? Vote.Abstain
            : Vote.Invalid;
        return true;
    }

    private bool TryReadItems(ref Utf8JsonReader reader, DataMembers member)
    {
        var other = DataMembers.Item | DataMembers.Items;
        if ((draft.Given & other) == other)
        {
            return fault.Is("'data' has both 'item' and 'items'", "keep one of them");
        }
        var good = TryReadTexts(ref reader, $"data.{member.ToString().ToLowerInvariant()}", out var items);
        draft.Items = items;
        return good;
    }

    private bool TryReadTexts(ref Utf8JsonReader reader, string member, out ImmutableArray<string> read)
    {
        read = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var good = texts.TryName(ref reader, member, out var single);
            read = [single];
            return good;
        }
        var several = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!texts.TryName(ref reader, $"{member}[{several.Count}]", out var text))
            {
                return false;
            }
            several.Add(text);
        }
        read = several.ToImmutable();
        return true;
    }

    private bool TryReadQuantity(ref Utf8JsonReader reader)
    {
        var good = TryReadNumber(ref reader, "data.quantity", out var quantity);
        draft.Quantity = quantity;
        return good;
    }

    private bool TryReadNumber(ref Utf8JsonReader reader, string member, out decimal number)
    {
        number = 0;
        // Signed events carry amounts as decimal texts: not every reader of JSON keeps a fraction exactly.
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && IsDecimal(reader.ValueSpan))
        {
            return (
                    System.Buffers.Text.Utf8Parser.TryParse(reader.ValueSpan, out number, out var used)
                    && used == reader.ValueSpan.Length
                    && number <= MostOfAnything
                ) || TooLarge(member);
        }
        if (reader.TokenType != JsonTokenType.Number)
        {
            return fault.Is($"'{member}' is not a number", "write a number, its unit in 'unit'");
        }
        if (!reader.TryGetDecimal(out number) || number > MostOfAnything)
        {
            return TooLarge(member);
        }
        return number >= 0 || fault.Is($"'{member}' is below zero", "give what was done as a positive number");
    }

    /// <summary>So that the sum of as many events as a file can hold has its place.</summary>
    private const decimal MostOfAnything = 1_000_000_000_000_000_000m;

    private bool TooLarge(string member) =>
        fault.Is(
            $"'{member}' is too large or too precise",
            "use at most 28 digits, and no more than 10^18 of anything"
        );

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0"u8 : text[(point + 1)..];
        return text.Length <= 29
            && whole.Length > 0
            && fraction.Length > 0
            && whole.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private bool TryReadFunders(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return fault.Is("'data.funders' is not an object", "write it as {\"France\": 10, \"Poland\": 5}");
        }
        var funders = ImmutableArray.CreateBuilder<FunderShare>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var party = texts.NameHere(ref reader);
            foreach (var other in funders)
            {
                if (string.Equals(other.Party, party, StringComparison.Ordinal))
                {
                    return Twice($"funders.{party}");
                }
            }
            reader.Read();
            if (!TryReadNumber(ref reader, $"data.funders.{party}", out var share))
            {
                return false;
            }
            funders.Add(new FunderShare(party, share));
        }
        draft.Funders = funders.ToImmutable();
        return true;
    }

    private bool TryReadCorrection(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return fault.Is("'data.data' is not an object", "write the members to replace as {\"…\": …}");
        }
        var start = (int)reader.TokenStartIndex;
        // The reader's own copy looks for a time, which belongs to the envelope of the event that is corrected.
        var inside = reader;
        while (inside.Read() && inside.TokenType != JsonTokenType.EndObject)
        {
            var isTime = inside.ValueTextEquals("time"u8);
            inside.Read();
            if (isTime)
            {
                if (!texts.TryInstant(ref inside, "data.data.time", out var time))
                {
                    return false;
                }
                draft.CorrectedTime = time;
            }
            inside.Skip();
        }
        reader.Skip();
        draft.Correction = Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]);
        return true;
    }

    private bool TryReadAttribute(ref Utf8JsonReader reader, string name)
    {
        AttributeValue attribute;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String:
                attribute = AttributeValue.OfText(name, texts.NameHere(ref reader));
                break;
            case JsonTokenType.True:
                attribute = AttributeValue.OfText(name, "true");
                break;
            case JsonTokenType.False:
                attribute = AttributeValue.OfText(name, "false");
                break;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number):
                attribute = new AttributeValue(name, texts.NameHere(ref reader), number, null);
                break;
            case JsonTokenType.Number:
                return fault.Is($"'data.{name}' is too large or too precise", "use at most 28 digits");
            case JsonTokenType.StartObject:
                if (!TryReadPlace(ref reader, name, out var place))
                {
                    return false;
                }
                attribute = AttributeValue.OfPlace(name, place);
                break;
            default:
                if (!TryReadPoint(ref reader, name, out var point))
                {
                    return false;
                }
                attribute = AttributeValue.OfPlace(name, point);
                break;
        }
        return draft.TryAdd(attribute) || Twice(name);
    }

    private bool TryReadPlace(ref Utf8JsonReader reader, string name, out GeoPoint place)
    {
        double? latitude = null;
        double? longitude = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isLatitude = reader.ValueTextEquals("latitude"u8);
            var isLongitude = reader.ValueTextEquals("longitude"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var degrees))
            {
                latitude = isLatitude ? degrees : latitude;
                longitude = isLongitude ? degrees : longitude;
            }
            else
            {
                reader.Skip();
            }
        }
        place = new GeoPoint(latitude ?? 0, longitude ?? 0);
        return latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180
            || fault.Is(
                $"'data.{name}' is not a place",
                "write it as {\"latitude\": 48.01, \"longitude\": 37.80}, in degrees"
            );
    }

    /// <summary>A place as treaty English writes it, latitude first.</summary>
    private bool TryReadPoint(ref Utf8JsonReader reader, string name, out GeoPoint point)
    {
        point = default;
        Span<double> degrees = [double.NaN, double.NaN];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || count == 2)
            {
                return fault.Is($"'data.{name}' is a list", "give one text, number or place like [48.01, 37.80]");
            }
            degrees[count++] = reader.GetDouble();
        }
        point = new GeoPoint(degrees[0], degrees[1]);
        return degrees[0] is >= -90 and <= 90 && degrees[1] is >= -180 and <= 180
            || fault.Is($"'data.{name}' is not a place", "write it as [latitude, longitude], in degrees");
    }

    private bool Twice(string member) =>
        fault.Is($"'data' has the member {JsonTexts.Quoted(member)} twice", "keep one of them");
}
