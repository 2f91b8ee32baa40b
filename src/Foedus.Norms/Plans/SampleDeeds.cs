using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// Acts that would each perform a duty, one for every way in which the norms about the same act could tell them apart: by
/// place, number, text, and kind of item. Whether the duty could have been performed lawfully is asked of them.
/// </summary>
internal sealed class SampleDeeds
{
    /// <summary>Far more than a text that people read can tell apart.</summary>
    private const int Most = 4096;

    private readonly Agreement _core;
    private readonly ClausePlan _duty;
    private readonly List<(AttributeFilter Core, FilterPlan Plan)> _filters = [];
    private readonly List<AreaTerm> _areas = [];

    private SampleDeeds(Agreement core, ClausePlan duty, ClausePlan[] all)
    {
        _core = core;
        _duty = duty;
        foreach (var clause in Family(duty, all))
        {
            for (var i = 0; i < clause.Filters.Length; i++)
            {
                if (clause.Perform?.Filters[i] is { } filter)
                {
                    _filters.Add((filter, clause.Filters[i]));
                    if (filter is AreaFilter area && core.Terms[area.Area] is AreaTerm term && !_areas.Contains(term))
                    {
                        _areas.Add(term);
                    }
                }
            }
        }
    }

    /// <summary>None where the duty yields to no other norm.</summary>
    public static Event[] Of(Agreement core, ClausePlan duty, ClausePlan[] all) =>
        !duty.Core.SubjectTo.IsDefaultOrEmpty && duty is { ActIndex: >= 0, Act: not null, IsLasting: false }
            ? new SampleDeeds(core, duty, all).Make()
            : [];

    private static List<ClausePlan> Family(ClausePlan duty, ClausePlan[] all)
    {
        var family = new List<ClausePlan> { duty };
        for (var i = 0; i < family.Count; i++)
        {
            foreach (var above in family[i].Core.SubjectTo)
            {
                if (all[above].ActIndex == duty.ActIndex && !family.Contains(all[above]))
                {
                    family.Add(all[above]);
                }
            }
        }
        return family;
    }

    private Event[] Make()
    {
        IEnumerable<ImmutableArray<AttributeValue>> made =
        [
            [],
        ];
        foreach (var attribute in _filters.Select(filter => filter.Core.Attribute).Distinct(StringComparer.Ordinal))
        {
            var values = Distinct(attribute);
            made = made.SelectMany(known => values.Select(value => known.Add(value)));
        }
        return
        [
            .. made.Take(Most)
                .SelectMany(attributes => Items().Select(items => Deed(attributes, items)))
                .Where(deed => FilterPlan.PassAll(_duty.Filters, deed)),
        ];
    }

    private Event Deed(ImmutableArray<AttributeValue> attributes, ImmutableArray<string> items) =>
        new()
        {
            Type = EventType.ActPerformed,
            Id = "",
            Source = "",
            Time = 0,
            RecordedTime = 0,
            Data = new EventData
            {
                Name = _duty.Act?.Name,
                Attributes = attributes,
                Items = items,
                Quantity =
                    _duty.Perform?.Amount is { } amount ? amount.Value + (amount.Comparison == Comparison.More ? 1 : 0)
                    : _duty.Act?.Unit is null ? null
                    : 1,
                Unit = _duty.Perform?.Amount?.Unit ?? _duty.Act?.Unit,
            },
        };

    private List<ImmutableArray<string>> Items()
    {
        if (_duty.Act?.Item is not { } term || _core.Terms[term] is not KindTerm all)
        {
            return
            [
                [],
            ];
        }
        var demand = _duty.Perform?.Items;
        var kinds = demand is null || demand.Kinds.IsDefaultOrEmpty ? all.Kinds : demand.Kinds;
        return demand?.Spread == ItemSpread.EachKind ? [kinds] : [.. kinds.Select(kind => ImmutableArray.Create(kind))];
    }

    /// <summary>Values of the attribute, one for each set of filters that let it pass.</summary>
    private List<AttributeValue> Distinct(string attribute)
    {
        var filters = _filters
            .Where(filter => string.Equals(filter.Core.Attribute, attribute, StringComparison.Ordinal))
            .ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<AttributeValue>();
        foreach (var value in Values(attribute, filters.ConvertAll(filter => filter.Core)))
        {
            var deed = Deed([value], []);
            if (seen.Add(string.Concat(filters.Select(filter => filter.Plan.Passes(deed) ? '1' : '0'))))
            {
                found.Add(value);
            }
        }
        return found;
    }

    private IEnumerable<AttributeValue> Values(string attribute, List<AttributeFilter> filters)
    {
        var numbers = filters.OfType<NumberFilter>().Select(filter => filter.Value).Distinct().Order().ToList();
        for (var i = 0; i < numbers.Count; i++)
        {
            yield return AttributeValue.OfNumber(
                attribute,
                i == 0 ? numbers[0] - 1 : (numbers[i - 1] + numbers[i]) / 2
            );
            yield return AttributeValue.OfNumber(attribute, numbers[i]);
        }
        if (numbers.Count > 0)
        {
            yield return AttributeValue.OfNumber(attribute, numbers[^1] + 1);
        }
        var texts = filters.OfType<TextFilter>().SelectMany(filter => filter.AnyOf).Distinct(StringComparer.Ordinal);
        var longest = 0;
        foreach (var text in texts)
        {
            longest = Math.Max(longest, text.Length);
            yield return AttributeValue.OfText(attribute, text);
        }
        if (longest > 0)
        {
            // None of those named.
            yield return AttributeValue.OfText(attribute, new string('x', longest + 1));
        }
        if (filters.Exists(static filter => filter is AreaFilter))
        {
            foreach (var place in SamplePlaces.Of(_areas))
            {
                yield return AttributeValue.OfPlace(attribute, place);
            }
        }
    }
}
