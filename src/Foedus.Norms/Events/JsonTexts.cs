using System.Text;
using System.Text.Json;

namespace Foedus.Norms.Events;

/// <summary>Reads the values of members as texts, names and instants, and says of a wrong one where it stands.</summary>
internal sealed class JsonTexts(LineFault fault)
{
    private readonly NameCache names = new();

    public LineFault Fault => fault;

    /// <summary>The value as a string of its own: ids, of which every line has another.</summary>
    public bool TryText(ref Utf8JsonReader reader, string member, out string text)
    {
        text = "";
        if (!IsFilledText(ref reader, member))
        {
            return false;
        }
        text = reader.ValueIsEscaped ? reader.GetString() ?? "" : Encoding.UTF8.GetString(reader.ValueSpan);
        return IsPrintable(text, member);
    }

    /// <summary>The value as a name, which other lines are likely to hold too.</summary>
    public bool TryName(ref Utf8JsonReader reader, string member, out string name)
    {
        name = "";
        if (!IsFilledText(ref reader, member))
        {
            return false;
        }
        name = NameHere(ref reader);
        return IsPrintable(name, member);
    }

    public string NameHere(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.GetString() ?? "";
        }
        return names.NameOf(reader.ValueSpan);
    }

    /// <param name="utf8">Without escapes.</param>
    public string NameOf(ReadOnlySpan<byte> utf8) => names.NameOf(utf8);

    public bool TryInstant(ref Utf8JsonReader reader, string member, out long instant)
    {
        instant = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return fault.Is($"'{member}' is not a text", "write an instant like \"2026-03-05T08:00:00Z\"");
        }
        TimeFault wrong;
        if (reader.ValueIsEscaped)
        {
            return EventTime.TryParse(reader.GetString() ?? "", secondsOptional: false, out instant, out wrong)
                || WrongInstant(ref reader, member, wrong);
        }
        return EventTime.TryParse(reader.ValueSpan, secondsOptional: false, out instant, out wrong)
            || WrongInstant(ref reader, member, wrong);
    }

    /// <summary>A value as a message quotes it: on one line, and not longer than a name.</summary>
    public static string Quoted(string value)
    {
        const int Longest = 60;
        var shown = value.Length <= Longest ? value : value[..Longest] + "…";
        return string.Concat("'", string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c)), "'");
    }

    private bool WrongInstant(ref Utf8JsonReader reader, string member, TimeFault wrong)
    {
        var value = Quoted(reader.GetString() ?? "");
        return wrong switch
        {
            TimeFault.NoOffset => fault.Is(
                $"'{member}' {value} has no offset from UTC",
                "end it with Z or an offset like +02:00"
            ),
            TimeFault.NoSuchTime => fault.Is(
                $"'{member}' {value} is a time that does not exist",
                "give a day of the calendar and a time from 00:00:00 to 23:59:59"
            ),
            TimeFault.OutsideYears => fault.Is(
                $"'{member}' {value} lies outside the years 1900 to 2199",
                "correct the year"
            ),
            _ => fault.Is($"'{member}' {value} is not an instant of RFC 3339", "write it like 2026-03-05T08:00:00Z"),
        };
    }

    /// <summary>CloudEvents 1.0, type system: no string holds a control character; to a terminal it would be a command.</summary>
    private bool IsPrintable(string text, string member)
    {
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
            {
                return fault.Is($"'{member}' {Quoted(text)} holds a control character", "leave it out");
            }
        }
        return true;
    }

    private bool IsFilledText(ref Utf8JsonReader reader, string member)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return fault.Is($"'{member}' is not a text", "put its value in quotation marks");
        }
        return reader.ValueSpan.Length > 0 || fault.Is($"'{member}' is empty", "fill it in");
    }
}
