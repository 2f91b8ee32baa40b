using System.Collections.Immutable;

namespace Foedus.Norms.Events;

/// <summary>
/// What an event carries besides its envelope. One flat shape serves every type, so that an event costs two objects;
/// a member that the type does not have is null or empty.
/// </summary>
public sealed record EventData
{
    public static EventData None { get; } = new();

    /// <summary>The event, act, decision, kind of instrument or power named, as the type demands.</summary>
    public string? Name { get; init; }

    /// <summary>The menu declared, by itself or with an instrument.</summary>
    public string? Menu { get; init; }

    /// <summary>The agreement an instrument is about; null: the main one.</summary>
    public string? Agreement { get; init; }

    /// <summary>The party in whose name the Depositary records an instrument, or a body acts.</summary>
    public string? Party { get; init; }

    /// <summary>Whom an act is done for.</summary>
    public string? Toward { get; init; }

    /// <summary>Whom an event is directed at, or on whom a power is exercised.</summary>
    public string? Against { get; init; }

    /// <summary>Which member of a body casts the vote.</summary>
    public string? Member { get; init; }

    public Vote Vote { get; init; }

    /// <summary>What a body announces: <c>yes</c>, <c>no</c>, or a word of the text.</summary>
    public string? Outcome { get; init; }

    /// <summary>Items delivered or declared.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>The quantity of an act, in <see cref="Unit"/>.</summary>
    public decimal? Quantity { get; init; }

    public string? Unit { get; init; }

    /// <summary>The provisions a reservation or an objection names.</summary>
    public ImmutableArray<string> Reservations { get; init; } = [];

    /// <summary>Funders of a joint lot: each party with its part of <see cref="Quantity"/>.</summary>
    public ImmutableArray<FunderShare> Funders { get; init; } = [];

    /// <summary>Every other member, as the text declares it for its event or act.</summary>
    public ImmutableArray<AttributeValue> Attributes { get; init; } = [];

    /// <summary>The event that a correction or retraction is about.</summary>
    public string? TargetId { get; init; }

    /// <summary>The author of that event; null: the corrector itself.</summary>
    public string? TargetSource { get; init; }

    /// <summary>When it happened after all, if a correction moves it; UTC milliseconds.</summary>
    public long? CorrectedTime { get; init; }

    /// <summary>
    /// The members that a correction replaces, as a JSON object; what they mean depends on the type of the event that
    /// is corrected. Null where it replaces none.
    /// </summary>
    public string? Correction { get; init; }

    /// <summary>The attribute of that name, or null.</summary>
    public AttributeValue? AttributeNamed(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (string.Equals(attribute.Name, name, StringComparison.Ordinal))
            {
                return attribute;
            }
        }
        return null;
    }
}
