using System.Collections.Immutable;

namespace Foedus.Ledger.Json;

/// <summary>A JSON value as it was read: members stand in the order of the text, and keep doubles where the rules allow them.</summary>
public abstract record JsonValue;

public sealed record JsonNull : JsonValue
{
    public static JsonNull Instance { get; } = new();
}

public sealed record JsonBoolean(bool Value) : JsonValue
{
    public static JsonBoolean True { get; } = new(true);

    public static JsonBoolean False { get; } = new(false);
}

/// <param name="Value">IEEE 754 double, as RFC 8785 sees every number.</param>
public sealed record JsonNumber(double Value) : JsonValue;

public sealed record JsonString(string Value) : JsonValue;

public sealed record JsonArray(ImmutableArray<JsonValue> Items) : JsonValue;

public sealed record JsonObject(ImmutableArray<JsonMember> Members) : JsonValue
{
    public static JsonObject Of(params ReadOnlySpan<JsonMember> members) => new([.. members]);

    /// <summary>The value of the first member of that name, or null.</summary>
    public JsonValue? Find(string name)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }
        return null;
    }

    /// <summary>The text of that member, or null where it is absent or no text.</summary>
    public string? Text(string name) => (Find(name) as JsonString)?.Value;

    /// <summary>The whole number of that member, or null where it is absent or something else.</summary>
    public long? Integer(string name) =>
        Find(name) is JsonNumber { Value: var number }
        && number == Math.Floor(number)
        && Math.Abs(number) <= JsonRules.LargestInteger
            ? (long)number
            : null;

    /// <summary>The same object with the member replaced, or added at the end.</summary>
    public JsonObject With(string name, JsonValue value)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (string.Equals(Members[i].Name, name, StringComparison.Ordinal))
            {
                return new JsonObject(Members.SetItem(i, new JsonMember(name, value)));
            }
        }
        return new JsonObject(Members.Add(new JsonMember(name, value)));
    }

    public JsonObject Without(string name) =>
        new(Members.RemoveAll(member => string.Equals(member.Name, name, StringComparison.Ordinal)));
}

public readonly record struct JsonMember(string Name, JsonValue Value)
{
    public JsonMember(string name, string value)
        : this(name, new JsonString(value)) { }

    public JsonMember(string name, long value)
        : this(name, new JsonNumber(value)) { }
}
