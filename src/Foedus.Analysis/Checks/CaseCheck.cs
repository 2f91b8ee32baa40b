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
    private readonly Agreement agreement = setting.Agreement;

    public void Check()
    {
        foreach (var term in agreement.Terms.OfType<EventTerm>().Where(term => term.Agreement == 0))
        {
            var index = agreement.Terms.IndexOf(term);
            var served = agreement
                .Clauses.Where(clause => clause is { Modality: Modality.Duty, Agreement: 0 } && Filtered(clause, index).Any())
                .ToList();
            if (served.Count == 0 || !setting.IsInForce)
            {
                continue;
            }
            var filters = served.SelectMany(clause => Filtered(clause, index)).SelectMany(on => on.Filters).ToList();
            var other = filters.GroupBy(filter => filter.Attribute, StringComparer.Ordinal).Select(same => Otherwise([.. same])).ToList();
            if (other.Exists(value => value is null) || setting.Moves.Occurrences(new OnEvent(index, [], null)).FirstOrDefault() is not { } report)
            {
                continue;
            }
            var play = setting.Start.Do(setting.Start.State.Now + Day, [report with { Data = report.Data with { Attributes = [.. other.OfType<AttributeValue>()] } }]);
            if (!play.Transitions.IsEmpty || !play.State.OpenInstances().Select(instance => instance.Clause).Order().SequenceEqual(setting.Start.Wait(play.State.Now).State.OpenInstances().Select(instance => instance.Clause).Order()))
            {
                continue;
            }
            findings.Add(
                Level.Warning,
                Codes.CaseGap,
                string.Join(", ", served.Select(FindingList.Place)),
                $"Gap: only a special case of {TriggerCheck.Article(term.Name)} is answered ({string.Join(", ", filters.Select(Words).Distinct(StringComparer.Ordinal))}); any other sets nothing off.",
                "The need is there, and the text opens no duty: the condition decides whether the promise ever counts.",
                "Drop the condition, or say what is owed in the other cases.",
                served[0].Span,
                play
            );
        }
    }

    private static IEnumerable<OnEvent> Filtered(Clause clause, int term) =>
        TriggerLeaves.Of(clause.Trigger).OfType<OnEvent>().Where(on => on.Term == term && !on.Filters.IsDefaultOrEmpty);

    /// <summary>A value that satisfies none of the filters; null where there is none to be sure of.</summary>
    private AttributeValue? Otherwise(ImmutableArray<AttributeFilter> filters) =>
        filters[0] switch
        {
            TextFilter text => AttributeValue.OfText(text.Attribute, "other"),
            NumberFilter when filters.All(filter => filter is NumberFilter { Comparison: Comparison.AtLeast or Comparison.More }) =>
                AttributeValue.OfNumber(filters[0].Attribute, filters.Cast<NumberFilter>().Min(filter => filter.Value) - 1),
            AreaFilter when filters.All(filter => filter is AreaFilter { Inside: true }) => AttributeValue.OfPlace(filters[0].Attribute, new GeoPoint(-80, 0)),
            _ => null,
        };

    private string Words(AttributeFilter filter) =>
        filter switch
        {
            TextFilter text => $"{text.Attribute} “{string.Join("” or “", text.AnyOf)}”",
            NumberFilter number => $"{(number.Comparison is Comparison.AtLeast or Comparison.More ? "many" : "a number of")} {number.Attribute}",
            AreaFilter area => $"in the {agreement.Terms[area.Area].Name}",
            _ => filter.Attribute,
        };
}
