using System.Collections.Immutable;

namespace Foedus.Norms.Events;

/// <summary>The members of <c>data</c> while they are being read, over those of the event that is corrected, if any.</summary>
internal sealed class EventDataDraft
{
    public DataMembers Given { get; set; }
    public string? Name { get; set; }
    public string? Menu { get; set; }
    public string? Agreement { get; set; }
    public string? Party { get; set; }
    public string? Toward { get; set; }
    public string? Against { get; set; }
    public string? Member { get; set; }
    public Vote Vote { get; set; }
    public string? Outcome { get; set; }
    public ImmutableArray<string> Items { get; set; } = [];
    public decimal? Quantity { get; set; }
    public string? Unit { get; set; }
    public ImmutableArray<string> Reservations { get; set; } = [];
    public ImmutableArray<FunderShare> Funders { get; set; } = [];
    public string? TargetId { get; set; }
    public string? TargetSource { get; set; }
    public long? CorrectedTime { get; set; }
    public string? Correction { get; set; }

    /// <summary>Attributes of the event that is corrected; those given replace them name by name.</summary>
    private ImmutableArray<AttributeValue> attributesBefore = [];
    private readonly List<AttributeValue> attributes = [];

    public void Start(EventData before)
    {
        Given = DataMembers.None;
        attributes.Clear();
        Name = before.Name;
        Menu = before.Menu;
        Agreement = before.Agreement;
        Party = before.Party;
        Toward = before.Toward;
        Against = before.Against;
        Member = before.Member;
        Vote = before.Vote;
        Outcome = before.Outcome;
        Items = before.Items;
        Quantity = before.Quantity;
        Unit = before.Unit;
        Reservations = before.Reservations;
        Funders = before.Funders;
        attributesBefore = before.Attributes;
        TargetId = before.TargetId;
        TargetSource = before.TargetSource;
        CorrectedTime = before.CorrectedTime;
        Correction = before.Correction;
    }

    /// <summary>False when the attribute was given before.</summary>
    public bool TryAdd(AttributeValue attribute)
    {
        foreach (var other in attributes)
        {
            if (string.Equals(other.Name, attribute.Name, StringComparison.Ordinal))
            {
                return false;
            }
        }
        attributes.Add(attribute);
        return true;
    }

    public EventData ToData() =>
        new()
        {
            Name = Name,
            Menu = Menu,
            Agreement = Agreement,
            Party = Party,
            Toward = Toward,
            Against = Against,
            Member = Member,
            Vote = Vote,
            Outcome = Outcome,
            Items = Items,
            Quantity = Quantity,
            Unit = Unit,
            Reservations = Reservations,
            Funders = Funders,
            Attributes = MergedAttributes(),
            TargetId = TargetId,
            TargetSource = TargetSource,
            CorrectedTime = CorrectedTime,
            Correction = Correction,
        };

    private ImmutableArray<AttributeValue> MergedAttributes()
    {
        if (attributesBefore.IsEmpty)
        {
            return attributes.Count == 0 ? [] : [.. attributes];
        }
        var merged = ImmutableArray.CreateBuilder<AttributeValue>();
        foreach (var before in attributesBefore)
        {
            if (!attributes.Exists(given => string.Equals(given.Name, before.Name, StringComparison.Ordinal)))
            {
                merged.Add(before);
            }
        }
        merged.AddRange(attributes);
        return merged.ToImmutable();
    }
}
