using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>Compares an attribute of a report with what the text asks for. A report without the attribute does not pass.</summary>
internal abstract class FilterPlan
{
    public abstract bool Passes(Event @event);

    public static bool PassAll(FilterPlan[] filters, Event? @event)
    {
        foreach (var filter in filters)
        {
            if (@event is null || !filter.Passes(@event))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Value of an attribute as text: declared ones first, then the members every event may have.</summary>
    public static string? TextOf(Event @event, string attribute)
    {
        if (@event.Data.AttributeNamed(attribute)?.Text is { } text)
        {
            return text;
        }
        return attribute switch
        {
            "against" => @event.Data.Against,
            "toward" => @event.Data.Toward,
            "party" => @event.Data.Party,
            "member" => @event.Data.Member,
            "unit" => @event.Data.Unit,
            _ => null,
        };
    }
}

internal sealed class NumberFilterPlan(NumberFilter filter) : FilterPlan
{
    public override bool Passes(Event @event)
    {
        var number = @event.Data.AttributeNamed(filter.Attribute)?.Number;
        if (number is null && filter.Attribute is "quantity" or "amount")
        {
            number = @event.Data.Quantity;
        }
        return number is { } value && Compared.Is(value, filter.Comparison, filter.Value);
    }
}

internal sealed class TextFilterPlan(TextFilter filter) : FilterPlan
{
    public override bool Passes(Event @event)
    {
        if (filter.Attribute is "item" or "items")
        {
            foreach (var item in @event.Data.Items)
            {
                if (IsWanted(item))
                {
                    return true;
                }
            }
        }
        return TextOf(@event, filter.Attribute) is { } text && IsWanted(text);
    }

    private bool IsWanted(string text)
    {
        foreach (var wanted in filter.AnyOf)
        {
            if (FoldedName.Same(wanted, text))
            {
                return true;
            }
        }
        return false;
    }
}

internal sealed class AreaFilterPlan(AreaFilter filter, AreaTerm area) : FilterPlan
{
    public override bool Passes(Event @event) =>
        @event.Data.AttributeNamed(filter.Attribute) is { } attribute
        && attribute.TryPlace(out var place)
        && Geography.IsIn(area, place) == filter.Inside;
}
