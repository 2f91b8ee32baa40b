using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Gaps of cases: a duty waits for one kind of an event only, and the same event of another kind sets nothing off
/// ("an act of aggression in which nuclear weapons are used").
/// </summary>
internal sealed class CaseCheck(Setting setting, FindingList findings)
{
    private const long Day = 86_400_000;
    private const int MostDepth = 6;
    private const int MostKinds = 400;
    private readonly Agreement agreement = setting.Agreement;

    public void Check()
    {
        foreach (var term in agreement.Terms.OfType<EventTerm>().Where(term => term.Agreement == 0))
        {
            var index = agreement.Terms.IndexOf(term);
            var served = agreement
                .Clauses.Where(clause =>
                    clause is { Modality: Modality.Duty, Agreement: 0 } && Filtered(clause.Trigger, index, 0).Any()
                )
                .ToList();
            if (
                served.Count == 0
                || !setting.IsInForce
                || setting.Moves.Occurrences(new OnEvent(index, [], null)).FirstOrDefault() is not { } report
            )
            {
                continue;
            }
            // Every kind that any filter of the text could tell from another.
            var all = Listening
                .Occasions(agreement)
                .OfType<OnEvent>()
                .Where(on => on.Term == index && !on.Filters.IsDefaultOrEmpty)
                .SelectMany(on => on.Filters);
            var kinds = all.GroupBy(filter => filter.Attribute, StringComparer.Ordinal)
                .Select(same => Values([.. same]))
                .ToList();
            if (
                Kinds(kinds)
                    .Take(MostKinds)
                    .Select(kind => Ignored(report, kind))
                    .FirstOrDefault(play => play is not null)
                is not { } ignored
            )
            {
                continue;
            }
            var filters = served.SelectMany(clause => Filtered(clause.Trigger, index, 0)).SelectMany(on => on.Filters);
            findings.Add(
                Level.Warning,
                Codes.CaseGap,
                string.Join(", ", served.Select(FindingList.Place)),
                $"Gap: only a special case of {TriggerCheck.Article(term.Name)} is answered ({string.Join(", ", filters.Select(Words).Distinct(StringComparer.Ordinal))}); any other sets nothing off.",
                "The need is there, and the text opens no duty: the condition decides whether the promise ever counts.",
                "Drop the condition, or say what is owed in the other cases.",
                served[0].Span,
                ignored
            );
        }
    }

    /// <summary>The course in which an event of that kind is reported, if it sets nothing off.</summary>
    private Play? Ignored(Event report, ImmutableArray<AttributeValue> kind)
    {
        var play = setting.Start.Do(
            setting.Start.State.Now + Day,
            [report with { Data = report.Data with { Attributes = kind } }]
        );
        return
            play.Transitions.IsEmpty
            && play.State.OpenInstances()
                .Select(instance => instance.Clause)
                .Order()
                .SequenceEqual(
                    setting.Start.Wait(play.State.Now).State.OpenInstances().Select(instance => instance.Clause).Order()
                )
            ? play
            : null;
    }

    /// <summary>The special cases of the event behind a trigger: at once, or through the decision or the state that they bring about.</summary>
    private IEnumerable<OnEvent> Filtered(Trigger trigger, int term, int depth) =>
        TriggerLeaves
            .Of(trigger)
            .SelectMany(leaf =>
                leaf switch
                {
                    OnEvent on when on.Term == term && !on.Filters.IsDefaultOrEmpty => [on],
                    OnDecision on when depth < MostDepth => Filtered(
                        agreement.Decisions[on.Decision].Upon,
                        term,
                        depth + 1
                    ),
                    OnState on
                        when depth < MostDepth
                            && agreement.Terms[on.Term] is StateTerm state
                            && (on.Begins ? state.Begins : state.Ends) is { } change => Filtered(
                        change,
                        term,
                        depth + 1
                    ),
                    _ => (IEnumerable<OnEvent>)[],
                }
            );

    /// <summary>One value for each answer the filters can give, those that satisfy few of them first.</summary>
    private ImmutableArray<AttributeValue> Values(ImmutableArray<AttributeFilter> filters)
    {
        var name = filters[0].Attribute;
        var texts = filters
            .OfType<TextFilter>()
            .SelectMany(text => text.AnyOf)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var numbers = filters
            .OfType<NumberFilter>()
            .SelectMany(number => (decimal[])[number.Value - 1, number.Value, number.Value + 1])
            .Distinct()
            .Order();
        var areas = filters
            .OfType<AreaFilter>()
            .Select(filter => agreement.Terms[filter.Area])
            .OfType<AreaTerm>()
            .Where(area => !area.Points.IsEmpty)
            .Distinct()
            .ToList();
        return
        [
            .. texts.Count == 0 ? [] : texts.Prepend(Other(texts)).Select(text => AttributeValue.OfText(name, text)),
            .. numbers.Select(number => AttributeValue.OfNumber(name, number)),
            .. areas.Count == 0
                ? []
                : areas
                    .Select(area => new GeoPoint(
                        area.Points.Average(point => point.Latitude),
                        area.Points.Average(point => point.Longitude)
                    ))
                    .Prepend(new GeoPoint(-80, 0))
                    .Select(point => AttributeValue.OfPlace(name, point)),
        ];
    }

    private static string Other(List<string> texts)
    {
        var other = "other";
        while (texts.Contains(other, StringComparer.OrdinalIgnoreCase))
        {
            other += " still";
        }
        return other;
    }

    /// <summary>Every combination of one value for each attribute.</summary>
    private static IEnumerable<ImmutableArray<AttributeValue>> Kinds(
        IEnumerable<ImmutableArray<AttributeValue>> values
    ) =>
        values.Aggregate(
            (IEnumerable<ImmutableArray<AttributeValue>>)
                [
                    [],
                ],
            (made, next) => made.SelectMany(kind => next.Select(kind.Add))
        );

    private string Words(AttributeFilter filter) =>
        filter switch
        {
            TextFilter text => $"{text.Attribute} “{string.Join("” or “", text.AnyOf)}”",
            NumberFilter number =>
                $"{(number.Comparison is Comparison.AtLeast or Comparison.More ? "many" : "a number of")} {number.Attribute}",
            AreaFilter area => $"in the {agreement.Terms[area.Area].Name}",
            _ => filter.Attribute,
        };
}
