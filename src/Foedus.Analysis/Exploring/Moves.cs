using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>What actors and the world can do, as events without time and id; the round they are played in gives both.</summary>
internal sealed class Moves(Agreement agreement, PossibleActors possible)
{
    /// <summary>Somebody who may reports the event, as the filters want it. One move for each place that may lie where it should.</summary>
    /// <param name="struck">Against whom, where it may be against that one; null for any one.</param>
    public IEnumerable<Event> Occurrences(OnEvent on, string? reporter = null, string? struck = null)
    {
        if (agreement.Terms[on.Term] is not EventTerm term)
        {
            yield break;
        }
        reporter ??= possible.Of(term.Reporters).FirstOrDefault();
        if (reporter is null)
        {
            yield break;
        }
        string? against = null;
        if ((on.Against ?? term.Against) is { } targets)
        {
            var all = possible.Of(targets);
            against =
                struck is not null && all.Contains(struck, StringComparer.Ordinal) ? struck : all.FirstOrDefault();
        }
        if (against is not null && IsOnlyAsAttacked(term.Reporters, reporter))
        {
            reporter = against;
        }
        foreach (var attributes in Attributes(on.Filters))
        {
            yield return Make(
                EventType.OccurrenceReported,
                reporter,
                new EventData
                {
                    Name = term.Name,
                    Against = against,
                    Attributes = attributes,
                }
            );
        }
    }

    /// <summary>"Reported by the Party attacked": whoever else may be attacked one day may not report this.</summary>
    private bool IsOnlyAsAttacked(ActorSet reporters, string reporter) =>
        reporters switch
        {
            BoundActor { Binding: Binding.Against } => true,
            UnionOf union => union.Sets.All(part =>
                IsOnlyAsAttacked(part, reporter) || !possible.Contains(part, reporter)
            ),
            _ => false,
        };

    /// <summary>Somebody who may does the act; <paramref name="actor"/> where it is that one who may.</summary>
    public IEnumerable<Event> Acts(OnAct on, string? actor = null)
    {
        if (agreement.Terms[on.Term] is not ActTerm act)
        {
            yield break;
        }
        actor = possible.Of(on.Actors ?? act.Actors).FirstOrDefault(name => actor is null || name == actor);
        if (actor is null)
        {
            yield break;
        }
        var toward = (on.Toward ?? act.Toward) is { } set
            ? possible.Of(set).FirstOrDefault(name => name != actor)
            : null;
        foreach (var attributes in Attributes(on.Filters))
        {
            yield return Make(
                EventType.ActPerformed,
                actor,
                new EventData
                {
                    Name = act.Name,
                    Toward = toward,
                    Attributes = attributes,
                    Items = ItemsOf(act.Item, [], 1, []),
                    Quantity = act.Unit is null ? null : 1,
                    Unit = act.Unit,
                }
            );
        }
    }

    /// <summary>What the bearer has to do, the least of it: of the kinds it may choose from, <paramref name="avoided"/> last.</summary>
    public Event? Performance(
        Machine machine,
        in OpenInstance instance,
        string performer,
        ImmutableArray<string> avoided
    )
    {
        if (
            agreement.Clauses[instance.Clause].Content is not PerformAct content
            || agreement.Terms[content.Act] is not ActTerm act
        )
        {
            return null;
        }
        var toward = machine.NameOf(instance.CounterParty);
        if (toward is null && (content.Toward ?? act.Toward) is { } set)
        {
            toward = possible.Of(set).FirstOrDefault(name => name != performer);
        }
        decimal? quantity =
            content.Amount is { } amount ? ShareOf(amount, performer)
            : act.Unit is null ? null
            : 1;
        var items = content.Items is { } demand ? ItemsOf(demand, avoided) : [];
        return Make(
            EventType.ActPerformed,
            performer,
            new EventData
            {
                Name = act.Name,
                Toward = toward,
                Items = items,
                Quantity = quantity,
                Unit = content.Amount?.Unit ?? act.Unit,
                Attributes = Attributes(content.Filters).FirstOrDefault([]),
            },
            instance.Instance
        );
    }

    /// <summary>How the named electors vote at a stage. A body votes by its first members, as many as asked for.</summary>
    public IEnumerable<Event> Votes(OpenDecision open, Vote vote, Func<string, bool> by, int members = int.MaxValue)
    {
        var decision = agreement.Decisions[open.Decision];
        var stage = decision.Stages[open.Stage - 1];
        if (stage.Electorate.Body is { } index && agreement.Terms[index] is BodyTerm { ComposedOf: null } body)
        {
            if (!by(body.Name))
            {
                yield break;
            }
            if (body.Members == 0)
            {
                yield return Make(
                    EventType.DecisionAnnounced,
                    body.Name,
                    new EventData { Name = decision.Name, Outcome = vote == Vote.Yes ? "yes" : "no" },
                    open.Instance
                );
                yield break;
            }
            for (var member = 1; member <= Math.Min(members, body.Members); member++)
            {
                yield return Make(
                    EventType.VoteCast,
                    body.Name,
                    new EventData
                    {
                        Name = decision.Name,
                        Vote = vote,
                        Member = member.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    },
                    open.Instance
                );
            }
            yield break;
        }
        foreach (var elector in Electors(stage).Where(by).Take(members))
        {
            yield return Make(
                EventType.VoteCast,
                elector,
                new EventData { Name = decision.Name, Vote = vote },
                open.Instance
            );
        }
    }

    /// <summary>The parties that may vote at a stage, or the body that does, as one.</summary>
    public ImmutableArray<string> Electors(Stage stage) =>
        stage.Electorate.Body is { } index && agreement.Terms[index] is BodyTerm body
            ? body.ComposedOf is { } composed
                ? possible.Of(composed)
                : [body.Name]
            : possible.Of(stage.Electorate.Who);

    public static Event Judgment(string bearer, string words) =>
        Make(EventType.DecisionAnnounced, bearer, new EventData { Name = words, Outcome = "yes" });

    /// <summary>Where the holders of a power vote on it, each of them says yes by exercising it.</summary>
    public static Event Exercise(Clause power, string holder) =>
        Make(EventType.PowerExercised, holder, new EventData { Name = power.Id });

    public static Event Notice(string party) =>
        Make(EventType.InstrumentDeposited, party, new EventData { Name = "notice of withdrawal" });

    public static Event Make(EventType type, string source, EventData data, string? subject = null) =>
        new()
        {
            Type = type,
            Id = "",
            Source = source,
            Time = 0,
            RecordedTime = 0,
            Subject = subject,
            Data = data,
        };

    /// <summary>The least that is to be declared so that every duty to give from it can be performed.</summary>
    public ImmutableArray<string> PackageOf(MenuTerm menu)
    {
        if (agreement.Terms[menu.Of] is not KindTerm kinds || kinds.Kinds.IsEmpty)
        {
            return [];
        }
        var each = Math.Max(1, menu.MinimumOfEachKind);
        foreach (var clause in agreement.Clauses)
        {
            if (
                clause.Content is PerformAct { Items: { FromDeclared: { } from } demand }
                && ReferenceEquals(agreement.Terms[from], menu)
            )
            {
                each = demand.Spread switch
                {
                    ItemSpread.EachKind => Math.Max(each, demand.Minimum),
                    ItemSpread.DifferentKinds => each,
                    // A choice among some kinds takes as many of each of them in turn.
                    _ => Math.Max(
                        each,
                        (demand.Minimum + KindsOf(demand).Length - 1) / Math.Max(1, KindsOf(demand).Length)
                    ),
                };
            }
        }
        var count = Math.Max(menu.MinimumTotal, kinds.Kinds.Length * each);
        return [.. Enumerable.Range(0, count).Select(i => kinds.Kinds[i % kinds.Kinds.Length])];
    }

    /// <summary>How many items it takes at least.</summary>
    public int Needed(ItemDemand demand) =>
        demand.Spread == ItemSpread.EachKind ? demand.Minimum * KindsOf(demand).Length : demand.Minimum;

    private ImmutableArray<string> KindsOf(ItemDemand demand) =>
        !demand.Kinds.IsDefaultOrEmpty ? demand.Kinds
        : agreement.Terms[demand.Kind] is KindTerm kinds ? kinds.Kinds
        : [];

    private ImmutableArray<string> ItemsOf(ItemDemand demand, ImmutableArray<string> avoided) =>
        ItemsOf(demand.Kind, demand.Kinds, Math.Max(1, Needed(demand)), avoided);

    private ImmutableArray<string> ItemsOf(
        int? kindTerm,
        ImmutableArray<string> allowed,
        int count,
        ImmutableArray<string> avoided
    )
    {
        if (kindTerm is not { } index || agreement.Terms[index] is not KindTerm kinds)
        {
            return [];
        }
        var choice = (allowed.IsDefaultOrEmpty ? kinds.Kinds : allowed)
            .OrderBy(kind => avoided.Contains(kind, StringComparer.Ordinal))
            .ToList();
        return [.. Enumerable.Range(0, count).Select(i => choice[i % choice.Count])];
    }

    private static decimal ShareOf(Amount amount, string performer)
    {
        var share = amount.Shares.IsDefaultOrEmpty
            ? null
            : amount.Shares.FirstOrDefault(share => share.Party == performer);
        return share is null ? amount.Value : amount.Value * share.Share;
    }

    private IEnumerable<ImmutableArray<AttributeValue>> Attributes(ImmutableArray<AttributeFilter> filters)
    {
        IEnumerable<ImmutableArray<AttributeValue>> made =
        [
            [],
        ];
        foreach (var filter in filters.IsDefault ? [] : filters)
        {
            made = made.SelectMany(values => Values(filter).Select(value => values.Add(value))).ToList();
        }
        return made;
    }

    private IEnumerable<AttributeValue> Values(AttributeFilter filter)
    {
        switch (filter)
        {
            case NumberFilter number:
                yield return AttributeValue.OfNumber(
                    number.Attribute,
                    number.Comparison switch
                    {
                        Comparison.Less => number.Value - 1,
                        Comparison.More => number.Value + 1,
                        _ => number.Value,
                    }
                );
                break;
            case TextFilter text:
                yield return AttributeValue.OfText(text.Attribute, text.AnyOf[0]);
                break;
            case AreaFilter area when agreement.Terms[area.Area] is AreaTerm { Points.IsEmpty: false } term:
                if (!area.Inside)
                {
                    yield return AttributeValue.OfPlace(area.Attribute, new GeoPoint(-80, 0));
                    break;
                }
                // The border belongs to the area. The middle of a bent line, or of a polygon with a bay, may lie outside.
                yield return AttributeValue.OfPlace(area.Attribute, term.Points[0]);
                yield return AttributeValue.OfPlace(
                    area.Attribute,
                    new GeoPoint(
                        term.Points.Average(point => point.Latitude),
                        term.Points.Average(point => point.Longitude)
                    )
                );
                break;
            default:
                break;
        }
    }
}
